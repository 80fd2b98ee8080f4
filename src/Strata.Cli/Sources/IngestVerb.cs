using System.CommandLine;

namespace Strata.Cli.Sources;

/// <summary>Ingests files, folders, standard input and URLs.</summary>
internal static class IngestVerb
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files, folders (recursive), http(s) URLs, or - for standard input",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<bool> NoInterpret = new("--no-interpret")
    {
        Description = "Store the bytes without interpreting them; interpret them later with strata reinterpret",
    };
    private static readonly Option<string?> MediaType = new("--media-type")
    {
        HelpName = "TYPE",
        Description = "Media type, if content and name mislead, e.g. text/csv; selects among text formats, for new bytes only",
    };
    private static readonly Option<bool> FollowLinks = new("--follow-links")
    {
        Description = "Follow symbolic links below a folder, even where they lead out of it",
    };
    private static readonly Option<string?> Project = new("--project")
    {
        HelpName = "PROJECT",
        Description = "Add them to this project (prj_… or its name), with the sources inside them",
    };
    private static readonly Option<string?> Name = new("--name") { HelpName = "NAME", Description = "File name to store it under" };

    private static readonly Option<string?> Replaces = new("--replaces")
    {
        HelpName = "SOURCE",
        Description = "Source (src_…) of which this is a newer version: decisions about what is the same follow",
    };

    public static Command Create() =>
        new Command("ingest", "Ingest files, folders, standard input or URLs, and extract entities from them")
        {
            Paths,
            SharedOptions.Type,
            NoInterpret,
            SharedOptions.NoWait,
            SharedOptions.Origin,
            SharedOptions.ObservedAt,
            MediaType,
            Name,
            Project,
            Replaces,
            FollowLinks,
            SharedOptions.IdempotencyKey,
            StoreLocation.SourceLimitOption,
        }
            .WithNotation()
            .CreatesStore()
            .Runs(RunAsync);

    private static async Task<int> RunAsync(CommandContext call, CancellationToken ct)
    {
        var request = new IngestRequest
        {
            FileName = call.Get(Name),
            MediaType = call.Get(MediaType),
            Replaces = call.Get(Replaces),
            Origin = call.Get(SharedOptions.Origin),
            ObservedAt = SharedOptions.Time("--observed-at", call.Get(SharedOptions.ObservedAt)),
            Interpret = !call.Get(NoInterpret),
            EntityType = call.Get(SharedOptions.Type),
            DayFirst = call.DayFirst(),
            Header = call.Header(),
            Ocr = call.Ocr(),
            OcrLanguage = call.OcrLanguage(),
            Interpreter = call.Interpreter(),
            Stage = call.Stage(),
            Wait = call.Get(SharedOptions.NoWait) ? false : null,
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        var inputs = call.Get(Paths).SelectMany(path => IngestInput.Of(path, call.Environment, call.Get(FollowLinks))).ToList();
        if (inputs.Count != 1 && (request.FileName ?? request.Replaces ?? request.IdempotencyKey) is not null)
        {
            throw new UsageException("--name, --replaces and --idempotency-key apply to a single input; got " + inputs.Count + ".");
        }
        var strata = await call.StrataAsync(ct);
        var project = call.Get(Project) is { } named ? await strata.Projects.GetAsync(named, ct) : null;
        return await new InputIngestion(call, strata, request) { Project = project?.ProjectId }.RunAsync(inputs, ct);
    }
}
