using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>
/// Answers about blocks from a folder, by the hash of the request: what tests and replays use instead of a model
/// (docs/adr/0052-annotations-and-recorded-answers.md).
/// </summary>
/// <param name="folder">Holds <c>HASH.json</c> for each request.</param>
internal sealed class RecordedInterpreter(string folder, AnnotationConfidence confidence) : IInterpreter
{
    public const string Called = "recorded";
    private const long MaxAnswer = 1 << 20;

    public string Name => Called;

    public int Version => 3;

    public bool Stages => true;

    public bool Annotates => true;

    /// <summary>Requests are cut while the document is read, as it may be longer than memory.</summary>
    public IEnumerable<Pack> Plan(ParsedDocument document) => [Pack.WholeDocument];

    public IReading Start(
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        ParsedDocument document,
        string? fileName,
        Func<ByteRange, string> slice
    ) =>
        new RecordedReading(
            schemas.First(s => s.EntityType == options.EntityType && s.Kind == SchemaKind.Annotation),
            options,
            document,
            slice,
            confidence,
            Answer
        );

    /// <exception cref="StrataException">INTERPRETATION_FAILED: there is no answer.</exception>
    private string Answer(AnnotationRequest request)
    {
        var file = new FileInfo(Path.Combine(folder, request.Hash + ".json"));
        if (!file.Exists)
        {
            throw new StrataException(
                ErrorCode.InterpretationFailed,
                $"There is no recorded answer {request.Hash} (blocks {request.Blocks[0].Index}–{request.Blocks[^1].Index}); plan_answers shows the requests of a source."
            );
        }
        return file.Length <= MaxAnswer
            ? File.ReadAllText(file.FullName)
            : throw new StrataException(
                ErrorCode.InterpretationFailed,
                $"The recorded answer {request.Hash} is larger than {MaxAnswer} bytes."
            );
    }
}
