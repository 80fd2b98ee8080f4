using System.Text.RegularExpressions;

namespace Strata.Architecture;

/// <summary>The rules of the house, held against the source itself.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>Folders of the engine, each of which uses only those before it (docs/adr/0030-layers.md); "" is the root.</summary>
    private static readonly string[] Layers =
    [
        "Foundation",
        "Foundation/Json",
        "Database",
        "Database/Sqlite",
        "Database/PostgreSql",
        "Operations",
        "Jobs",
        "Jobs/Recovery",
        "Jobs/Workers",
        "Blobs/Backends",
        "Blobs/S3",
        "Blobs",
        "Accounts",
        "Archive",
        "Projects/Filtering",
        "Documents/Programs",
        "Documents",
        "Schemas/Validation",
        "Schemas",
        "Indexing",
        "Indexing/Postings",
        "Filters",
        "Ledger",
        "Settlement",
        "Entities",
        "Registry",
        "Search",
        "Aggregates",
        "Interpretation",
        "Rules/Values",
        "Rules/Records",
        "Rules/Text",
        "Rules/Checks",
        "Rules/Confidence",
        "Rules",
        "Findings",
        "Runs",
        "Runs/Archival",
        "Runs/Deletion",
        "Duplicates/Matching",
        "Duplicates",
        "Duplicates/Evaluation",
        "Payments/Matching",
        "Payments/Recurring",
        "Payments",
        "Promotion",
        "Sources",
        "Uploads",
        "Feeds",
        "Projects",
        "Prompts",
        "Batches",
        "Events",
        "Review/Alignment",
        "Review/Calibrating",
        "Review",
        "Rendering",
        "Export",
        "SqlQueries",
        "Verification",
        "Backup",
        "Erasure",
        "Health",
        "Hosting",
        "",
    ];

    /// <summary>Same input, same answer, whatever the machine, the day and the order.</summary>
    private static readonly string[] Pure =
    [
        "src/Strata.Parsing/",
        "src/Strata/Foundation/Json/",
        "src/Strata/Foundation/Ids.cs",
        "src/Strata/Foundation/EditDistance.cs",
        "src/Strata/Foundation/LetterMasks.cs",
        "src/Strata/Foundation/NearNames.cs",
        "src/Strata/Ledger/Reducer.cs",
        "src/Strata/Ledger/Snapshot.cs",
        "src/Strata/Ledger/SnapshotCodec.cs",
        "src/Strata/Ledger/Precedence.cs",
        "src/Strata/Ledger/EntityKeys.cs",
        "src/Strata/Indexing/ValueKey.cs",
        "src/Strata/Schemas/Validation/",
        "src/Strata/Schemas/SchemaReader.cs",
        "src/Strata/Schemas/SchemaDefinition.cs",
        "src/Strata/Schemas/SchemaField.cs",
        "src/Strata/Schemas/FieldReader.cs",
        "src/Strata/Schemas/IdentityRule.cs",
        "src/Strata/Schemas/Normalis",
        "src/Strata/Schemas/SchemaDiffer.cs",
        "src/Strata/Duplicates/Matching/",
        "src/Strata/Payments/Matching/",
        "src/Strata/Payments/Recurring/",
        "src/Strata/Jobs/Cron",
        "src/Strata/Jobs/Backoff.cs",
        "src/Strata/Rules/Values/",
        "src/Strata/Rules/Records/",
        "src/Strata/Rules/Text/",
        "src/Strata/Rules/Checks/",
    ];

    [Fact]
    public void The_sources_are_found() => SourceFile.All.Count.ShouldBeGreaterThan(200);

    [Fact]
    public void The_engine_knows_no_HTTP_server() => Offences(f => f.Is("src/Strata/", "src/Strata.Parsing/"), AspNet()).ShouldBeEmpty();

    [Fact]
    public void Parsing_knows_nothing_of_the_engine() =>
        SourceFile
            .All.Where(f => f.Is("src/Strata.Parsing/"))
            .SelectMany(f => UsesEngine().Matches(f.Code).Select(m => $"{f.Path}: {m.Value}"))
            .ShouldBeEmpty();

    [Fact]
    public void A_folder_of_the_engine_uses_only_those_before_it() =>
        SourceFile
            .All.Where(f => f.Folder is not null)
            .SelectMany(f =>
                f.Uses.Where(u => Array.IndexOf(Layers, u) > Array.IndexOf(Layers, f.Folder))
                    .Select(u => $"{f.Path} uses {u}, a later layer")
            )
            .ShouldBeEmpty();

    [Fact]
    public void Every_folder_of_the_engine_has_its_layer() =>
        SourceFile.All.Select(f => f.Folder).OfType<string>().Distinct().Order().ShouldBe(Layers.Order());

    [Fact]
    public void The_root_of_the_engine_has_less_than_ten_files() => SourceFile.All.Count(f => f.Folder is "").ShouldBeLessThan(10);

    [Fact]
    public void Namespaces_are_folders() =>
        SourceFile
            .All.Where(f => f.Is("src/") && f.Namespace is { } own && own != f.Path[4..f.Path.LastIndexOf('/')].Replace('/', '.'))
            .Select(f => f.Path)
            .ShouldBeEmpty();

    /// <summary>The doors name their folders after the modules whose operations they offer.</summary>
    [Theory]
    [InlineData("src/Strata.Server/", "Mcp", "Page", "Telemetry")]
    [InlineData("src/Strata.Cli/", "Demo", "Hosting", "Output", "Remote")]
    public void Folders_of_a_door_are_modules_or_its_own(string door, params string[] own) =>
        SourceFile
            .All.Where(f => f.Is(door))
            .Select(f => f.Path[door.Length..].Split('/'))
            .Where(path => path.Length > 1 && !Layers.Contains(path[0]) && !own.Contains(path[0]))
            .ShouldBeEmpty();

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

    [GeneratedRegex(@"\bStrata\.(?!Parsing\b)[A-Z]\w*")]
    private static partial Regex UsesEngine();

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
