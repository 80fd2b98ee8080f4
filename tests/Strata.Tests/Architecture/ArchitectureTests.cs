using System.Text.RegularExpressions;

namespace Strata.Architecture;

/// <summary>The rules of the house, held against the source itself.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>Modules that meet in one transaction and may use each other (docs/adr/0006-rooms.md).</summary>
    private static readonly string[] Core = ["Ledger", "Entities", "Schemas", "Search"];

    /// <summary>Which module may use which. A module that is not here, and a use that is not here, fails the test.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Database"] = [],
        ["Archive"] = ["Database"],
        ["Users"] = ["Database", "Jobs"],
        ["Blobs"] = ["Database", "Jobs", "Parsing"],
        ["Documents"] = ["Archive", "Blobs", "Database", "Parsing"],
        ["Jobs"] = ["Database"],
        ["Ledger"] = ["Archive", "Database", "Users", "Parsing", "Entities", "Schemas", "Search"],
        ["Entities"] = ["Blobs", "Database", "Documents", "Parsing", "Ledger", "Schemas", "Search"],
        ["Schemas"] = ["Database", "Ledger"],
        ["Search"] = ["Blobs", "Database", "Documents", "Parsing", "Ledger", "Entities", "Schemas"],
        ["Duplicates"] = ["Database", "Jobs", "Parsing", "Ledger", "Entities", "Schemas"],
        ["Interpretation"] = ["Archive", "Blobs", "Database", "Documents", "Jobs", "Parsing", "Ledger", "Entities", "Schemas", "Search"],
        ["Promotion"] = ["Blobs", "Database", "Documents", "Jobs", "Parsing", "Ledger", "Entities", "Schemas", "Interpretation"],
        ["Sources"] = ["Blobs", "Database", "Users", "Documents", "Jobs", "Parsing", "Ledger", "Entities", "Schemas", "Interpretation"],
        ["Rendering"] = ["Blobs", "Database", "Documents", "Parsing", "Ledger", "Entities"],
        ["Proof"] = ["Archive", "Blobs", "Database", "Users", "Documents", "Jobs", "Parsing", "Ledger", "Entities", "Schemas", "Search"],
        ["Backup"] = ["Blobs", "Database", "Users", "Ledger", "Search", "Proof"],
        ["Erasure"] = ["Blobs", "Database", "Schemas", "Search", "Proof"],
        ["Parsing"] = [],
    };

    /// <summary>Same input, same answer, whatever the machine, the day and the order.</summary>
    private static readonly string[] Pure =
    [
        "src/Strata.Parsing/",
        "src/Strata/Json/",
        "src/Strata/Foundation/Ids.cs",
        "src/Strata/Ledger/Reducer.cs",
        "src/Strata/Ledger/Snapshot.cs",
        "src/Strata/Ledger/SnapshotCodec.cs",
        "src/Strata/Ledger/Precedence.cs",
        "src/Strata/Entities/EntityKeys.cs",
        "src/Strata/Entities/ValueKey.cs",
        "src/Strata/Schemas/Validation/",
        "src/Strata/Schemas/SchemaReader.cs",
        "src/Strata/Schemas/SchemaDefinition.cs",
        "src/Strata/Schemas/SchemaField.cs",
        "src/Strata/Schemas/FieldReader.cs",
        "src/Strata/Schemas/IdentityRule.cs",
        "src/Strata/Schemas/Normalis",
        "src/Strata/Schemas/SchemaDiffer.cs",
        "src/Strata/Duplicates/Matching/",
        "src/Strata/Jobs/Schedules/Cron",
        "src/Strata/Jobs/Backoff.cs",
        "src/Strata/Interpretation/Values/",
        "src/Strata/Interpretation/Records/",
        "src/Strata/Interpretation/Text/",
    ];

    [Fact]
    public void The_sources_are_found() => SourceFile.All.Count.ShouldBeGreaterThan(200);

    [Fact]
    public void The_engine_knows_no_HTTP_server() => Offences(f => f.Is("src/Strata/", "src/Strata.Parsing/"), AspNet()).ShouldBeEmpty();

    [Fact]
    public void Parsing_knows_nothing_of_the_engine() =>
        SourceFile
            .All.Where(f => f.Is("src/Strata.Parsing/"))
            .SelectMany(f => f.Uses.Where(u => u != "Parsing").Select(u => $"{f.Path} uses {u}"))
            .ShouldBeEmpty();

    [Fact]
    public void Modules_use_only_what_they_may() =>
        SourceFile
            .All.Where(f => f.Module is not null)
            .SelectMany(f =>
                f.Uses.Where(u => !Allowed.GetValueOrDefault(f.Module!, []).Contains(u))
                    .Select(u => $"{f.Path}: {f.Module} may not use {u}")
            )
            .ShouldBeEmpty();

    [Fact]
    public void Every_use_that_is_allowed_is_needed()
    {
        var used = SourceFile.All.Where(f => f.Module is not null).SelectMany(f => f.Uses.Select(u => (f.Module!, u))).ToHashSet();
        Allowed.SelectMany(a => a.Value.Select(u => (a.Key, u))).Where(e => !used.Contains(e)).ShouldBeEmpty();
    }

    [Fact]
    public void The_graph_of_modules_has_no_circle_outside_the_core()
    {
        static string Unit(string module) => Core.Contains(module) ? "the core" : module;
        var graph = Allowed
            .GroupBy(a => Unit(a.Key), StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.SelectMany(a => a.Value.Select(Unit)).Where(u => u != g.Key).ToHashSet(),
                StringComparer.Ordinal
            );
        while (graph.Where(g => g.Value.Count == 0).Select(g => g.Key).ToList() is { Count: > 0 } ground)
        {
            ground.ForEach(g => graph.Remove(g));
            foreach (var uses in graph.Values)
            {
                uses.ExceptWith(ground);
            }
        }
        graph.Keys.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_pure_uses_no_clock_no_randomness_and_no_outside() => Offences(f => f.Is(Pure), Impure()).ShouldBeEmpty();

    [Fact]
    public void Every_place_that_is_called_pure_exists() => Pure.Where(p => !SourceFile.All.Any(f => f.Is(p))).ShouldBeEmpty();

    [Fact]
    public void Clocks_and_ids_are_passed_in_and_nothing_blocks() => Offences(_ => true, Banned()).ShouldBeEmpty();

    [Fact]
    public void Types_are_named_after_what_they_are() => Offences(_ => true, EmptyName()).ShouldBeEmpty();

    [Fact]
    public void Files_stay_under_450_lines() => SourceFile.All.Where(f => f.Lines >= 450).Select(f => f.Path).ShouldBeEmpty();

    [Fact]
    public void Comments_stay_under_160_columns() =>
        SourceFile.All.SelectMany(f => LongComment().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}")).ShouldBeEmpty();

    private static IEnumerable<string> Offences(Func<SourceFile, bool> where, Regex banned) =>
        SourceFile.All.Where(where).SelectMany(f => banned.Matches(f.Code).Select(m => $"{f.Path}: {m.Value}"));

    [GeneratedRegex("^(?=.{161}) *//.*$", RegexOptions.Multiline)]
    private static partial Regex LongComment();

    [GeneratedRegex(@"\bMicrosoft\.AspNetCore\b")]
    private static partial Regex AspNet();

    [GeneratedRegex(
        @"\b(TimeProvider|Stopwatch|DateTime(Offset)?\.(Now|UtcNow|Today)|Environment\.TickCount\w*|Random|RandomNumberGenerator|Guid\.(NewGuid|CreateVersion7)"
            + @"|File|FileInfo|FileStream|Directory|StreamReader|Process|Socket|HttpClient|Dns|Console|Strata\.Database|Dapper|Npgsql)\b"
    )]
    private static partial Regex Impure();

    // A task's Result is read off a call or off something that is named a task; results of our own are properties of that name.
    [GeneratedRegex(
        @"\bDateTime\.(Now|UtcNow|Today)\b|\bDateTimeOffset\.(Now|UtcNow)\b|\bGuid\.(NewGuid|CreateVersion7)\b|\bThread\.Sleep\b"
            + @"|Async\([^;{}]*\)\.Result\b|(?i:task)\w*\.Result\b|\.Wait\(\s*\)|\.GetAwaiter\(\)\.GetResult\(\)"
    )]
    private static partial Regex Banned();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) \w+(?:Helpers?|Utils?|Utilities|Manager|Common|Impl|Base|Data|Info)\b")]
    private static partial Regex EmptyName();
}
