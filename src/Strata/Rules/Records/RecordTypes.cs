using Strata.Interpretation;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>
/// Chooses the schema of each record of a document. All rows of a table have one type. JSON records may have several: records with the same
/// filled names and the same word for their type (<c>"type": "invoice"</c>) have one shape, and a shape leaves the document's main type for
/// its own best one if the main type lacks a field for some of it and scores below <see cref="SchemaChooser.Threshold"/>, or below the best
/// by <see cref="Margin"/>; or if its word names another type. Records under several names (<c>people</c> and <c>companies</c>, a
/// calendar's events and tasks) get a type per name. Properties beside an array of records (counts, dates, …) are an untyped record. Not
/// for concurrent use.
/// </summary>
internal sealed class RecordTypes
{
    private const double Margin = 0.15;

    /// <summary>Number of shapes scored; records of further ones get the main type.</summary>
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

    /// <summary>Type of the document's records as a whole.</summary>
    public SchemaChoice Main { get; }

    /// <summary>Whether records are typed one by one.</summary>
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

    /// <summary>Whether the record is what surrounds the array of the document's records.</summary>
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
        // A nearly empty record fits many schemas a little; it stays with its neighbours' type if that has a field for each of its values.
        var main = best.Scores.FirstOrDefault(s => s.EntityType == Main.Schema.EntityType) ?? new(Main.Schema.EntityType, 0);
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
