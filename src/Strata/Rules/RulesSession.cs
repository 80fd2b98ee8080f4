using Strata.Interpretation;
using Strata.Rules.Checks;
using Strata.Rules.Confidence;
using Strata.Rules.Records;
using Strata.Rules.Text;
using Strata.Schemas;

namespace Strata.Rules;

/// <summary>One document being read by the rules. Not for concurrent use.</summary>
internal sealed class RulesSession : IReading
{
    private const int MaxNotes = 100;

    /// <summary>Factor on the confidence if the day is in a row above.</summary>
    private const double WithDayAbove = 0.9;

    private readonly IReadOnlyList<SchemaDefinition> _schemas;
    private readonly InterpretationOptions _options;
    private readonly ParsedDocument _document;
    private readonly string? _fileName;
    private readonly InterpretedText _source;
    private readonly SortedDictionary<string, (long Count, string? First)> _misfits = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (long Count, string? First)> _remarks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);

    internal RulesSession(
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        ParsedDocument document,
        string? fileName,
        InterpretedText source
    ) => (_schemas, _options, _document, _fileName, _source) = (schemas, options, document, fileName, source);

    /// <summary>The document's main schema and its score; null before the first finding.</summary>
    public SchemaChoice? Chosen { get; private set; }

    /// <summary>Whether some finding has a type other than <c>generic</c>.</summary>
    public bool HasTyped { get; private set; }

    /// <summary>Blocks that gave no finding.</summary>
    public long SkippedCount => _skipped.Values.Sum();

    /// <summary>Blocks that gave no finding, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>
    /// Notes for people: values that did not fit and why, missing fields, with counts and first block. Complete once the findings are read.
    /// </summary>
    public IReadOnlyList<string> Notes => [.. _misfits.Select(Counted)];

    /// <summary>Remarks on the reading that leave nothing missing or doubtful. Complete with the findings.</summary>
    public IReadOnlyList<string> Remarks => [.. _document.Remarks, .. _remarks.Select(Counted)];

    /// <summary>Yields findings in block order. Holds only a sample of the records, or the labelled values of a text.</summary>
    public IEnumerable<Finding> Interpret(IEnumerable<Block> blocks) =>
        _document.Facts.ContainsKey(ParsedDocument.MembersFact) ? Passed(blocks)
        : _document.IsRecords ? Records(blocks)
        : Text(blocks);

    private static IEnumerable<Finding> Passed(IEnumerable<Block> blocks)
    {
        foreach (var _ in blocks)
        {
            // read to the end, so that they are stored
        }
        yield break;
    }

    private IEnumerable<Finding> Records(IEnumerable<Block> blocks)
    {
        using var rest = blocks.GetEnumerator();
        var sample = new List<Block>();
        while (sample.Count < _options.SampleSize && rest.MoveNext())
        {
            sample.Add(rest.Current);
        }
        var types = new RecordTypes(_schemas, sample, _options, _fileName, _source);
        Chosen = types.Main;
        var records = sample.Concat(Rest());
        var rows =
            Postings.Are(types.Main.Schema) && sample.TrueForAll(record => Postings.IsRow(record, _document.IsRendered))
                ? new Postings(types.Main.Schema).Of(records)
                : records.Select(record => new TableRow(record));
        foreach (var finding in Read(types, rows))
        {
            yield return finding;
        }
        IEnumerable<Block> Rest()
        {
            sample.Clear();
            while (rest.MoveNext())
            {
                yield return rest.Current;
            }
        }
    }

    private IEnumerable<Finding> Text(IEnumerable<Block> blocks)
    {
        var read = TextInterpretation.Read(blocks, _schemas, _options, _fileName, _source);
        Chosen = read.Choice.IsGeneric && read.Tables is [var table, ..] ? table.Types.Main : read.Choice;
        foreach (var note in read.Notes)
        {
            Note(note);
        }
        if (read.Remark is { } remark)
        {
            Note(_remarks, remark, null);
        }
        foreach (
            var (said, block) in read.Tables.SelectMany(table => table.Signs is { } signs ? table.Headings.Append(signs) : table.Headings)
        )
        {
            Note(_remarks, said, $"block {block}");
        }
        var findings = read.Tables.SelectMany(table => Read(table.Types, table.Rows));
        if (read.Whole is { } whole)
        {
            HasTyped |= !read.Choice.IsGeneric;
            NoteMisfits(whole);
            var found = Checked(whole, read.Paper, place: null);
            findings = findings.Prepend(Weighed(read.Paper is { } paper ? ValueConfidence.Assess(found, paper) : found));
        }
        foreach (var finding in findings.OrderBy(finding => finding.Block))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> Read(RecordTypes types, IEnumerable<TableRow> rows)
    {
        var unsigned = new UnsignedAmounts();
        foreach (var row in rows)
        {
            if (Read(types, row) is { } finding)
            {
                if (Postings.IsRow(row.Row, _document.IsRendered))
                {
                    unsigned.Add(finding, row.IsDirected || types.ReaderOf(types.TypeOf(row.Row), row.Row).HasDirection);
                }
                yield return finding;
            }
        }
        if (unsigned.Remark is { } remark)
        {
            Note(_remarks, remark, null);
        }
    }

    private Finding? Read(RecordTypes types, in TableRow row)
    {
        if (row.LeftOut is { } reason)
        {
            Skip("no record");
            Note(row.IsLost ? _misfits : _remarks, reason, PlaceOf(row.Row));
            return null;
        }
        var finding = Read(types, row.Row);
        if (finding is null || row.Dated is not { } name)
        {
            return finding;
        }
        Note(_remarks, $"'{name}': none in the row, taken from the one above", PlaceOf(row.Row));
        return finding with { Confidence = finding.Confidence * WithDayAbove };
    }

    private static string PlaceOf(Block record) => record.Line > 0 ? $"line {record.Line}" : $"block {record.Index}";

    private Finding? Read(RecordTypes types, Block record)
    {
        var choice = types.TypeOf(record);
        if (types.ReaderOf(choice, record).Read(record, choice.Score) is not { } finding)
        {
            Skip("no values");
            NotePassed(record);
            return null;
        }
        NoteMisfits(finding);
        if (!choice.IsGeneric)
        {
            HasTyped = true;
            return Weighed(Checked(finding, paper: null, PlaceOf(record)));
        }
        if (!types.Main.IsGeneric && !types.IsWrapping(record))
        {
            Note("a record fits no schema", record.Index);
        }
        return finding with { RawData = record.Text, SuggestedType = choice.SuggestedType };
    }

    // Remarks are not stored for rendered documents; skipped text is in the blocks.
    private void NotePassed(Block row)
    {
        if (_document.IsRendered && row is { Traits.IsTotal: true, Cells: [var label, ..], Spans: [var first, ..] })
        {
            Note(
                _remarks,
                $"'{label.Text.Trim()}': sums up the rows above it and is no record",
                $"{first.Place.Sheet} {first.Place.Cells}"
            );
        }
    }

    private void NoteMisfits(Finding finding)
    {
        foreach (var fragment in finding.Fragments)
        {
            if (!ReferenceEquals(fragment.Reason, Column.NotDeclared))
            {
                Note(
                    fragment.IsAside ? _remarks : _misfits,
                    $"'{fragment.Name}': {fragment.Reason}",
                    BlockOf(finding) is { } block ? $"block {block}" : null
                );
            }
        }
    }

    private Finding Checked(Finding finding, PaperFacts? paper, string? place)
    {
        foreach (var field in finding.Fields)
        {
            if (field.Doubt is { } doubt)
            {
                Note(doubt, place);
            }
        }
        var (found, doubts) = FindingChecks.Of(finding, paper);
        foreach (var doubt in doubts)
        {
            Note(paper is null ? doubt.Kind : doubt.Reason, place);
        }
        return found;
    }

    /// <summary>Findings without a required field are kept, noted and trusted less.</summary>
    private Finding Weighed(Finding finding)
    {
        var missing = finding.Missing;
        foreach (var name in missing)
        {
            Note($"'{name}': required by schema '{finding.Schema.EntityType}' and not found", BlockOf(finding));
        }
        finding =
            missing.Count == 0
                ? finding
                : finding with
                {
                    Confidence = finding.Confidence * (finding.Schema.Required.Count - missing.Count) / finding.Schema.Required.Count,
                };
        if (finding.Unmet is not { Count: > 0 } unmet)
        {
            return finding;
        }
        Note(
            $"none of {string.Join(", ", unmet.Select(name => $"'{name}'"))} was found, one of which a record of schema '{finding.Schema.EntityType}' should have",
            BlockOf(finding)
        );
        return finding with { Confidence = finding.Confidence / 2 };
    }

    private void Note(string misfit, int? block) => Note(misfit, block is { } index ? $"block {index}" : null);

    private void Note(string misfit, string? place = null) => Note(_misfits, misfit, place);

    private static void Note(SortedDictionary<string, (long Count, string? First)> to, string note, string? place)
    {
        if (to.Count < MaxNotes || to.ContainsKey(note))
        {
            var (count, first) = to.GetValueOrDefault(note, (0L, place));
            to[note] = (count + 1, first);
        }
    }

    private static string Counted(KeyValuePair<string, (long Count, string? First)> note) =>
        note.Value.First is { } first ? $"{note.Key} ({note.Value.Count}×, first in {first})" : $"{note.Key} ({note.Value.Count}×)";

    /// <summary>Null for findings about a whole document.</summary>
    private static int? BlockOf(Finding finding) => finding.Range is null ? null : finding.Block;

    private void Skip(string reason) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
}
