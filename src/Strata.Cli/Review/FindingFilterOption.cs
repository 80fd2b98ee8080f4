using System.CommandLine;

namespace Strata.Cli.Review;

/// <summary>Options that say which findings.</summary>
internal static class FindingFilterOption
{
    private static readonly Option<string?> Source = new("--source") { HelpName = "SOURCE", Description = "Only of this source (src_…)" };
    private static readonly Option<string?> Document = new("--document")
    {
        HelpName = "DOCUMENT",
        Description = "Only of this document (doc_…)",
    };
    private static readonly Option<string?> Run = new("--run") { HelpName = "RUN", Description = "Only of this run (run_…)" };
    private static readonly Option<string?> Subject = new("--subject")
    {
        HelpName = "SUBJECT",
        Description = "Only of this record or block (sub_…)",
    };
    private static readonly Option<string?> Field = new("--field") { HelpName = "FIELD", Description = "Only of this field" };
    private static readonly Option<string?> BlockType = new("--block-type")
    {
        HelpName = "TYPE",
        Description = "Only of blocks of this type",
    };
    private static readonly Option<string?> State = new("--state")
    {
        HelpName = "STATE",
        Description = "staged, confirmed, rejected or corrected",
    };
    private static readonly Option<string?> Admission = new("--admission")
    {
        HelpName = "ADMISSION",
        Description = "admitted, flagged, quarantined or unparsed",
    };
    private static readonly Option<double?> Min = new("--min-confidence")
    {
        HelpName = "P",
        Description = "At least this certain (0 to 1)",
    };
    private static readonly Option<double?> Max = new("--max-confidence") { HelpName = "P", Description = "At most this certain (0 to 1)" };
    private static readonly Option<string?> Interpreter = new("--interpreter")
    {
        HelpName = "NAME",
        Description = "Only of this interpreter",
    };
    private static readonly Option<string?> Text = new("--text") { HelpName = "TEXT", Description = "Whose value or quote contains this" };
    private static readonly Option<string?> Assignee = new("--assignee") { HelpName = "NAME", Description = "Assigned to this reviewer" };

    public static Command WithFindingFilter(this Command verb)
    {
        Option[] options =
        [
            SharedOptions.Project,
            Source,
            Document,
            Run,
            Subject,
            SharedOptions.Type,
            Field,
            BlockType,
            State,
            Admission,
            Min,
            Max,
            Interpreter,
            Text,
            Assignee,
        ];
        foreach (var option in options)
        {
            verb.Add(option);
        }
        return verb;
    }

    public static FindingFilter FindingFilter(this CommandContext call) =>
        new()
        {
            Project = call.Get(SharedOptions.Project),
            SourceId = call.Get(Source),
            DocumentId = call.Get(Document),
            RunId = call.Get(Run),
            SubjectId = call.Get(Subject),
            EntityType = call.Get(SharedOptions.Type),
            Field = call.Get(Field),
            BlockType = call.Get(BlockType),
            State = SharedOptions.Choice<ReviewState>(call.Get(State)),
            Admission = SharedOptions.Choice<Admission>(call.Get(Admission)),
            MinConfidence = call.Get(Min),
            MaxConfidence = call.Get(Max),
            Interpreter = call.Get(Interpreter),
            Text = call.Get(Text),
            Assignee = call.Get(Assignee),
        };

    public static ListFindings Listing(FindingFilter filter) =>
        new()
        {
            Project = filter.Project,
            SourceId = filter.SourceId,
            DocumentId = filter.DocumentId,
            RunId = filter.RunId,
            SubjectId = filter.SubjectId,
            EntityType = filter.EntityType,
            Field = filter.Field,
            BlockType = filter.BlockType,
            State = filter.State,
            Admission = filter.Admission,
            MinConfidence = filter.MinConfidence,
            MaxConfidence = filter.MaxConfidence,
            Interpreter = filter.Interpreter,
            Text = filter.Text,
            Assignee = filter.Assignee,
        };

    public static NextFindings Next(FindingFilter filter) =>
        new()
        {
            Project = filter.Project,
            SourceId = filter.SourceId,
            DocumentId = filter.DocumentId,
            RunId = filter.RunId,
            SubjectId = filter.SubjectId,
            EntityType = filter.EntityType,
            Field = filter.Field,
            BlockType = filter.BlockType,
            State = filter.State,
            Admission = filter.Admission,
            MinConfidence = filter.MinConfidence,
            MaxConfidence = filter.MaxConfidence,
            Interpreter = filter.Interpreter,
            Text = filter.Text,
            Assignee = filter.Assignee,
        };
}
