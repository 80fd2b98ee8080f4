using System.Text;
using Strata.Interpretation.Records;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>One document being read by the rules. Not for concurrent use.</summary>
internal sealed class RulesSession
{
    private const int MaxNotes = 100;
    private const int MaxRawData = 64 * 1024;

    private readonly IReadOnlyList<SchemaDefinition> schemas;
    private readonly RulesOptions options;
    private readonly ParsedDocument document;
    private readonly string? fileName;
    private readonly SourceText source;
    private readonly SortedDictionary<string, long> misfits = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> skipped = new(StringComparer.Ordinal);

    internal RulesSession(
        IReadOnlyList<SchemaDefinition> schemas,
        RulesOptions options,
        ParsedDocument document,
        string? fileName,
        SourceText source) =>
        (this.schemas, this.options, this.document, this.fileName, this.source) = (schemas, options, document, fileName, source);

    /// <summary>The schema and its score; known from the first finding on, null before.</summary>
    public Choice? Chosen { get; private set; }

    /// <summary>Blocks that gave no finding.</summary>
    public long SkippedCount => skipped.Values.Sum();

    /// <summary>Blocks that gave no finding, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped => skipped;

    /// <summary>What people should know: which values did not fit and why, with counts. Complete when the findings have been read.</summary>
    public IReadOnlyList<string> Notes =>
        [.. misfits.Select(m => $"{m.Key} ({m.Value}×)")];

    /// <summary>Findings in the order of their blocks. Holds a sample of the records, or the labelled values of a text, and no more.</summary>
    public IEnumerable<Finding> Interpret(IEnumerable<Block> blocks) => document.IsRecords ? Records(blocks) : Texts(blocks);

    private IEnumerable<Finding> Records(IEnumerable<Block> blocks)
    {
        using var rest = blocks.GetEnumerator();
        var sample = new List<Block>();
        while (sample.Count < options.SampleSize && rest.MoveNext())
        {
            sample.Add(rest.Current);
        }

        var choice = SchemaChooser.ForRecords(schemas, sample, options, fileName);
        Chosen = choice;
        var reader = new RecordReader(ColumnPlan.Of(choice.Schema, sample, options.DayFirst), source, choice.Score);
        foreach (var record in sample)
        {
            if (Read(reader, record) is { } finding)
            {
                yield return finding;
            }
        }

        sample.Clear();
        while (rest.MoveNext())
        {
            if (Read(reader, rest.Current) is { } finding)
            {
                yield return finding;
            }
        }
    }

    // Running text is one finding for the whole document.
    private IEnumerable<Finding> Texts(IEnumerable<Block> blocks)
    {
        var first = -1;
        var text = new StringBuilder();
        foreach (var block in blocks.Where(b => b.Text.Length > 0))
        {
            first = first < 0 ? block.Index : first;
            if (text.Length < MaxRawData)
            {
                text.Append(text.Length > 0 ? "\n\n" : "").Append(block.Text);
            }
        }

        Chosen = SchemaChooser.Named(schemas, SeedSchemas.Generic);
        if (first >= 0)
        {
            yield return new Finding { Block = first, Schema = Chosen.Schema, Fields = [], Fragments = [], Confidence = 0, RawData = text.ToString() };
        }
    }

    private Finding? Read(RecordReader reader, Block record)
    {
        if (reader.Read(record) is not { } finding)
        {
            Skip("no values");
            return null;
        }

        foreach (var fragment in finding.Fragments)
        {
            if (!ReferenceEquals(fragment.Reason, Column.NotDeclared))
            {
                Note($"'{fragment.Name}': {fragment.Reason}");
            }
        }

        return Chosen is { IsGeneric: true } ? finding with { RawData = record.Text } : finding;
    }

    private void Note(string misfit)
    {
        if (misfits.Count < MaxNotes || misfits.ContainsKey(misfit))
        {
            misfits[misfit] = misfits.GetValueOrDefault(misfit) + 1;
        }
    }

    private void Skip(string reason) => skipped[reason] = skipped.GetValueOrDefault(reason) + 1;
}
