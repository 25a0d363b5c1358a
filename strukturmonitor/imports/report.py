"""The outcome of an import in words, for the terminal."""

from strukturmonitor.texts import Texts

_MOST_FINDINGS = 200  # more are in the JSON


def report_lines(texts: Texts, result: dict) -> list[str]:
    """`result` as `run.outcome` gives it."""
    head = texts(f"imports.state_line.{result['state']}", file=result["file"])
    if result["state"] == "unchanged":
        return [head]
    counts = {name: texts.number(result[f"rows_{name}"]) for name in ("read", "loaded", "rejected", "duplicate")}
    lines = [
        head,
        texts("imports.counts", form=result["form"], **counts),
    ]
    lines += _about(texts, result)
    findings = result["findings"]
    lines += [finding_line(texts, finding) for finding in findings[:_MOST_FINDINGS]]
    if len(findings) > _MOST_FINDINGS:
        lines.append(texts("imports.more_findings", count=texts.number(len(findings) - _MOST_FINDINGS)))
    return lines


def finding_line(texts: Texts, finding: dict) -> str:
    """«Abgelehnt · Zeile 7 · Spalte „Status“ · „kaputt“: warum. Was tun.»"""
    parts = [texts(f"imports.severity.{finding['severity']}")]
    if finding["row"] is not None:
        parts.append(texts("imports.row", row=finding["row"]))
    if finding["column"] is not None:
        parts.append(texts("imports.column", column=finding["column"]))
    if finding["value"] is not None:
        parts.append(f"„{finding['value']}“")
    language = texts.language
    return f"{' · '.join(parts)}: {finding[f'reason_{language}']} {finding[f'todo_{language}']}"


def _about(texts: Texts, result: dict) -> list[str]:
    if "changes" not in result:
        lines = [
            texts("imports.fit", gaps=texts.number(result["gaps_m2"]), overlaps=texts.number(result["overlaps_m2"]))
        ]
        return lines if result["state"] != "failed" else []
    lines = [texts("imports.changes", **{name: texts.number(count) for name, count in result["changes"].items()})]
    if result["changes"]["made"]:
        lines.append(texts("imports.made_replaced", count=texts.number(result["changes"]["made"])))
    if result["position_systems"]:
        systems = [f"{texts.number(count)} × {name}" for name, count in result["position_systems"].items()]
        lines.append(texts("imports.systems", systems=texts.list(systems)))
    if result["columns_missing"]:
        lines.append(texts("imports.columns_missing", columns=", ".join(result["columns_missing"])))
    return lines
