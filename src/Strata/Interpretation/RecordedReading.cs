using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>One document read by recorded answers.</summary>
internal sealed class RecordedReading(
    SchemaDefinition schema,
    InterpretationOptions options,
    ParsedDocument document,
    Func<ByteRange, string> slice,
    AnnotationConfidence confidence,
    Func<AnnotationRequest, string> answer
) : IReading
{
    private const int MaxNotes = 100;

    private readonly List<PackAnswer> _answers = [];
    private readonly List<string> _notes = [];

    public bool HasTyped { get; private set; }
    public long SkippedCount { get; private set; }
    public IReadOnlyList<string> Notes => _notes;
    public IReadOnlyList<string> Remarks => [];

    public IEnumerable<Finding> Interpret(IEnumerable<Block> pack)
    {
        foreach (var request in AnnotationRequest.Of(schema, options, document.Part, pack, _ => SkippedCount++))
        {
            var answered = new PackAnswer(request, answer(request));
            _answers.Add(answered);
            foreach (var finding in AnnotationAnswer.Findings(schema, answered, document.Encoding, slice, confidence, Note))
            {
                HasTyped = true;
                yield return finding;
            }
        }
    }

    public IReadOnlyList<PackAnswer> TakeAnswers()
    {
        if (_answers.Count == 0)
        {
            return [];
        }
        PackAnswer[] taken = [.. _answers];
        _answers.Clear();
        return taken;
    }

    private void Note(string note)
    {
        if (_notes.Count < MaxNotes)
        {
            _notes.Add(note);
        }
    }
}
