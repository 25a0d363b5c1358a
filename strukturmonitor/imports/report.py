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
    for name in ("unchanged", "elsewhere"):
        if result[f"rows_{name}"]:
            lines[-1] += " · " + texts(f"imports.counts_{name}", **{name: texts.number(result[f"rows_{name}"])})
    lines += _about(texts, result)
    findings = result["findings"]
    lines += [finding_line(texts, finding) for finding in findings[:_MOST_FINDINGS]]
    if len(findings) > _MOST_FINDINGS:
        lines.append(texts("imports.more_findings", count=texts.number(len(findings) - _MOST_FINDINGS)))
    return lines


def finding_line(texts: Texts, finding: dict) -> str:
    """«Abgelehnt · Zeile 7 · Spalte „Status“ · „kaputt“: warum. Was tun.»"""
    parts = [texts(f"imports.severity.{finding['severity']}")]
    parts += [finding[name] for name in ("file", "sheet") if finding[name]]
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
    is_list = "position_systems" in result
    changes = {name: texts.number(count) for name, count in result["changes"].items()}
    lines = [texts("imports.changes" if is_list else "imports.changes_line", **changes)]
    if is_list and result["changes"]["made"]:
        lines.append(texts("imports.made_replaced", count=texts.number(result["changes"]["made"])))
    if result.get("position_systems"):
        systems = [f"{texts.number(count)} × {name}" for name, count in result["position_systems"].items()]
        lines.append(texts("imports.systems", systems=texts.list(systems)))
    if result.get("columns_missing"):
        lines.append(texts("imports.columns_missing", columns=", ".join(result["columns_missing"])))
    return lines


def fetch_lines(texts: Texts, fetched: list[dict]) -> list[str]:
    """What was fetched, one heading per dataset; `fetched` as `fetch.fetch` gives it."""
    lines = []
    for result in (result for each in fetched for result in each["results"]):
        if result["state"] == "fetch_failed":
            lines.append(result[f"message_{texts.language}"])
        elif result["state"] == "not_modified":
            lines.append(texts("opendata.not_modified", dataset=result["dataset"]))
        else:
            lines += report_lines(texts, result)
    return lines or [texts("opendata.nothing_due")]
