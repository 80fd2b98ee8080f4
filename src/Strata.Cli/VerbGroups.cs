namespace Strata.Cli;

/// <summary>How <c>strata help</c> orders verbs, and examples of those that people begin with.</summary>
internal static class VerbGroups
{
    public static readonly IReadOnlyList<(string Title, string[] Verbs)> All =
    [
        ("Take in", ["ingest", "feeds", "store", "reinterpret"]),
        (
            "Look",
            ["ls", "get", "search", "entities", "timeline", "sources", "projects", "documents", "show", "sql", "recurring", "due", "stats"]
        ),
        (
            "Decide",
            [
                "correct",
                "merge",
                "unmerge",
                "delete",
                "restore",
                "erase",
                "erasures",
                "relate",
                "retract",
                "duplicates",
                "payments",
                "review",
            ]
        ),
        ("Prove", ["provenance", "audit", "verify", "rebuild", "reconstruct", "export"]),
        ("Types", ["schemas"]),
        ("Run", ["open", "serve", "worker", "mcp", "runs", "batches", "jobs", "blobs", "doctor"]),
        ("Users", ["users", "usage", "backup"]),
        ("More", ["demo", "call", "help", "version"]),
    ];

    private static readonly Dictionary<string, string[]> ByVerb = new(StringComparer.Ordinal)
    {
        [""] =
        [
            "strata ingest ~/Documents/invoices      take in a folder",
            "strata search \"rent deposit\"            find it again",
            "strata get INV-2026-017                 an entity, and where each value came from",
            "strata feeds add scans ~/Scans          have new files taken in by themselves",
        ],
        ["ingest"] =
        [
            "strata ingest invoice.pdf",
            "strata ingest ~/Documents --no-wait",
            "strata ingest export.csv --type contact --origin crm",
            "curl -s https://example.org/a.csv | strata ingest - --name a.csv",
        ],
        ["feeds"] =
        [
            "strata feeds add scans ~/Scans",
            "strata feeds add mail imaps://anna@mail.example.org/INBOX --password-file ~/.mail-password",
            "strata feeds run scans",
            "strata feeds show mail",
        ],
        ["feeds add"] =
        [
            "strata feeds add scans ~/Scans --cron \"*/5 * * * *\"",
            "strata feeds add mail imaps://anna@mail.example.org --password-stdin < password.txt",
        ],
        ["search"] = ["strata search rent deposit", "strata search invoice --type invoice --limit 5"],
        ["entities"] = ["strata entities list --type invoice --filter 'total>100'", "strata entities get INV-2026-017"],
        ["entities list"] = ["strata entities list --type invoice --filter 'total>100' --sort -date"],
        ["correct"] = ["strata correct INV-2026-017 total 119.00 --reason \"typo in the scan\""],
        ["erase"] = ["strata erase old-statement.pdf --dry-run", "strata erase --from 2019-01-01 --to 2020-01-01"],
        ["provenance"] = ["strata provenance INV-2026-017 total"],
        ["users token"] = ["strata users token add anna --for laptop"],
        ["users token add"] = ["strata users token add anna --for laptop", "strata users token add anna --scope read --expires 2027-12-31"],
        ["open"] = ["strata open"],
        ["serve"] = ["strata serve", "strata serve --require-tokens --urls http://0.0.0.0:7777"],
        ["backup"] = ["strata backup anna.zip", "strata restore anna.zip"],
        ["jobs schedule"] = ["strata jobs schedule nightly --cron \"0 3 * * *\" --kind verify"],
    };

    /// <param name="path">Words of the verb: "users token add"; "" for all.</param>
    public static IReadOnlyList<string> ExamplesOf(string path) => ByVerb.GetValueOrDefault(path, []);
}
