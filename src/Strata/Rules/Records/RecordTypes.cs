using Strata.Interpretation;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>
/// Which schema each record of a document is read by. A table has one type for all its rows. JSON records may be of several: those with the
/// same names filled and the same word for what they are (<c>"type": "invoice"</c>) have one shape, and a shape leaves the document's main
/// type for its own best one where the main type has no place for some of it and scores less than <see cref="SchemaChooser.Threshold"/> on
/// it, or less than the best by <see cref="Margin"/>; or where it calls itself otherwise. Records that their document keeps under several
/// names (<c>people</c> and <c>companies</c>, a calendar's events and tasks) are of a type for each name. The properties beside an array of
/// records (counts, dates, …) are a record of no type. Not for concurrent use.
/// </summary>
internal sealed class RecordTypes
{
    private const double Margin = 0.15;

    /// <summary>Shapes that are scored; records of further ones are read by the main type.</summary>
    private const int MaxShapes = 256;

    private readonly IReadOnlyList<SchemaDefinition> _schemas;
    private readonly InterpretationOptions _options;
    private readonly InterpretedText _source;
    private readonly HashSet<string> _fileWords;
    private readonly Dictionary<string, RecordReader> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<RecordShape, SchemaChoice> _shapes = [];
    private readonly RecordShapes _namer;
    private readonly string _mainSection;
    private readonly SchemaChoice _wrapping;

    public RecordTypes(
        IReadOnlyList<SchemaDefinition> schemas,
        IReadOnlyList<Block> sample,
        InterpretationOptions options,
        string? fileName,
        InterpretedText source
    )
    {
        (_schemas, _options, _source) = (schemas, options, source);
        _fileWords = SchemaChooser.FileWords(fileName);
        _namer = new RecordShapes(schemas);
        _wrapping = SchemaChooser.Untyped(schemas);
        _mainSection = sample.FirstOrDefault(r => r.Section.Length > 0)?.Section ?? "";
        var main = sample.Where(r => r.Section == _mainSection).ToArray();
        Main = SchemaChooser.ForRecords(schemas, main, options, _fileWords, Words(_mainSection, null));
        IsMixed =
            options.EntityType is null
            && (
                sample.Any(r => r.Fields is [{ Json: not null }, ..]) || sample.Any(r => r.Section.Length > 0 && r.Section != _mainSection)
            );
        if (IsMixed)
        {
            foreach (var shape in sample.GroupBy(_namer.Of).Take(MaxShapes).ToArray())
            {
                _shapes.Add(shape.Key, Choose(shape.Key, [.. shape]));
            }
        }
        foreach (var type in sample.GroupBy(r => TypeOf(r).Schema))
        {
            _readers.Add(type.Key.EntityType, new RecordReader(ColumnPlan.Of(type.Key, [.. type], options.DayFirst), source));
        }
    }

    /// <summary>The type of the document's records as a whole.</summary>
    public SchemaChoice Main { get; }

    /// <summary>Whether records are looked at one by one.</summary>
    public bool IsMixed { get; }

    public SchemaChoice TypeOf(Block record)
    {
        if (!IsMixed)
        {
            return _options.EntityType is null && IsWrapping(record) ? _wrapping : Main;
        }
        var shape = _namer.Of(record);
        if (!_shapes.TryGetValue(shape, out var choice))
        {
            if (_shapes.Count >= MaxShapes)
            {
                return Main;
            }
            _shapes.Add(shape, choice = Choose(shape, [record]));
        }
        return choice;
    }

    public RecordReader ReaderOf(SchemaChoice choice, Block record)
    {
        if (!_readers.TryGetValue(choice.Schema.EntityType, out var reader))
        {
            _readers.Add(
                choice.Schema.EntityType,
                reader = new RecordReader(ColumnPlan.Of(choice.Schema, [record], _options.DayFirst), _source)
            );
        }
        return reader;
    }

    /// <summary>Whether the record is what stands beside the array that holds the document's records.</summary>
    public bool IsWrapping(Block record) => record.Section.Length == 0 && _mainSection.Length > 0;

    private SchemaChoice Choose(RecordShape shape, IReadOnlyList<Block> records)
    {
        if (IsWrapping(records[0]))
        {
            return _wrapping;
        }
        var best = SchemaChooser.ForRecords(_schemas, records, _options, _fileWords, Words(shape.Section, shape.Word));
        if (best.Schema == Main.Schema || Main.IsGeneric || shape.Section != _mainSection)
        {
            return best;
        }
        // A record that is all but empty fits many schemas a little; it stays what its neighbours are where that has a place for all it
        // says.
        var main = best.Scores.FirstOrDefault(s => s.EntityType == Main.Schema.EntityType);
        var isCalledOtherwise = shape.Word is { } word && !Main.Schema.Names.Contains(word, StringComparer.Ordinal);
        var stays = best.IsGeneric
            ? main.Score > 0
            : !isCalledOtherwise && (main.ReadsAll || (main.Score >= SchemaChooser.Threshold && best.Score - main.Score < Margin));
        return stays ? Main with { Score = Math.Min(1, main.Score) } : best;
    }

    private static HashSet<string> Words(string section, string? word)
    {
        var words = SchemaChooser.Words(section);
        if (word is not null)
        {
            words.Add(word);
        }
        return words;
    }
}
