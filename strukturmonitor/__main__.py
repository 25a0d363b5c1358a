"""python -m strukturmonitor"""

from strukturmonitor.cli import main

main()
