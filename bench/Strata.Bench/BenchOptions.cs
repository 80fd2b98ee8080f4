namespace Strata.Bench;

/// <summary>What the command line says.</summary>
/// <param name="Works">Names of works, or "all".</param>
/// <param name="Size">Entities, rows, writes: what the work counts.</param>
/// <param name="Rounds">How often a latency is measured; the medians of the rounds are given.</param>
/// <param name="Folder">SQLite: a store that is kept there and used again; null: one that is gone at the end.</param>
/// <param name="Database">PostgreSQL: the URL of a database that is kept and used again; null: one that is gone at the end.</param>
/// <param name="Blobs">Where bytes go: an S3 address, or "test" for the tests' own server; null: the folder.</param>
/// <param name="Strata">The program, for what is measured from outside.</param>
/// <param name="Rate">Requests that are due in a second; null: as many as are answered.</param>
internal sealed record BenchOptions(
    IReadOnlyList<string> Works,
    Engine Engine,
    int Size,
    int Rounds,
    string? Folder,
    string? Database,
    string? Blobs,
    string? Strata,
    int? Rate
)
{
    public static BenchOptions Of(string[] args)
    {
        var database = Option(args, "--database");
        return new BenchOptions(
            args.Length > 0 && !args[0].StartsWith('-') ? args[0].Split(',') : ["all"],
            database is not null || Option(args, "--engine") == "postgresql" ? Engine.PostgreSql : Engine.Sqlite,
            Number(args, "--size") ?? 20_000,
            Number(args, "--rounds") ?? 5,
            Option(args, "--store"),
            database,
            Option(args, "--blobs"),
            Option(args, "--strata"),
            Number(args, "--rate")
        );
    }

    /// <exception cref="InvalidOperationException">It was not given.</exception>
    public string Program =>
        Strata ?? throw new InvalidOperationException("Name the program with --strata PATH (artifacts/launcher/app/Strata.Cli).");

    private static int? Number(string[] args, string name) =>
        Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
