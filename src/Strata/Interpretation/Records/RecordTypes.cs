using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation.Records;

/// <summary>
/// Which schema each record of a document is read by. A table has one type for all its rows. JSON records may be of several: those with the same
/// names filled and the same word for what they are (<c>"type": "invoice"</c>) have one shape, and a shape leaves the document's main type for its
/// own best one where the main type has no place for some of it and scores less than <see cref="SchemaChooser.Threshold"/> on it, or less than
/// the best by <see cref="Margin"/>; or where it calls itself otherwise. Records that their document keeps under several names (<c>people</c> and <c>companies</c>,
/// a calendar's events and tasks) are of a type for each name.
/// The properties beside an array of records (counts, dates, …) are a record of no type. Not for concurrent use.
/// </summary>
internal sealed class RecordTypes
{
    private const double Margin = 0.15;

    /// <summary>Shapes that are scored; records of further ones are read by the main type.</summary>
    private const int MaxShapes = 256;

    private readonly IReadOnlyList<SchemaDefinition> schemas;
    private readonly RulesOptions options;
    private readonly SourceText source;
    private readonly HashSet<string> fileWords;
    private readonly Dictionary<string, RecordReader> readers = new(StringComparer.Ordinal);
    private readonly Dictionary<RecordShape, Choice> shapes = [];
    private readonly RecordShapes namer;
    private readonly string mainSection;
    private readonly Choice wrapping;

    public RecordTypes(
        IReadOnlyList<SchemaDefinition> schemas,
        IReadOnlyList<Block> sample,
        RulesOptions options,
        string? fileName,
        SourceText source
    )
    {
        (this.schemas, this.options, this.source) = (schemas, options, source);
        fileWords = SchemaChooser.FileWords(fileName);
        namer = new RecordShapes(schemas);
        wrapping = SchemaChooser.Untyped(schemas);
        mainSection = sample.FirstOrDefault(r => r.Section.Length > 0)?.Section ?? "";
        var main = sample.Where(r => r.Section == mainSection).ToArray();
        Main = SchemaChooser.ForRecords(schemas, main, options, fileWords, Words(mainSection, null));
        IsMixed =
            options.EntityType is null
            && (sample.Any(r => r.Fields is [{ Json: not null }, ..]) || sample.Any(r => r.Section.Length > 0 && r.Section != mainSection));
        if (IsMixed)
        {
            foreach (var shape in sample.GroupBy(namer.Of).Take(MaxShapes).ToArray())
            {
                shapes.Add(shape.Key, Choose(shape.Key, [.. shape]));
            }
        }

        foreach (var type in sample.GroupBy(r => TypeOf(r).Schema))
        {
            readers.Add(type.Key.EntityType, new RecordReader(ColumnPlan.Of(type.Key, [.. type], options.DayFirst), source));
        }
    }

    /// <summary>The type of the document's records as a whole.</summary>
    public Choice Main { get; }

    /// <summary>Whether records are looked at one by one.</summary>
    public bool IsMixed { get; }

    public Choice TypeOf(Block record)
    {
        if (!IsMixed)
        {
            return options.EntityType is null && IsWrapping(record) ? wrapping : Main;
        }

        var shape = namer.Of(record);
        if (!shapes.TryGetValue(shape, out var choice))
        {
            if (shapes.Count >= MaxShapes)
            {
                return Main;
            }

            shapes.Add(shape, choice = Choose(shape, [record]));
        }

        return choice;
    }

    public RecordReader ReaderOf(Choice choice, Block record)
    {
        if (!readers.TryGetValue(choice.Schema.EntityType, out var reader))
        {
            readers.Add(
                choice.Schema.EntityType,
                reader = new RecordReader(ColumnPlan.Of(choice.Schema, [record], options.DayFirst), source)
            );
        }

        return reader;
    }

    /// <summary>Whether the record is what stands beside the array that holds the document's records.</summary>
    public bool IsWrapping(Block record) => record.Section.Length == 0 && mainSection.Length > 0;

    private Choice Choose(RecordShape shape, IReadOnlyList<Block> records)
    {
        if (IsWrapping(records[0]))
        {
            return wrapping;
        }

        var best = SchemaChooser.ForRecords(schemas, records, options, fileWords, Words(shape.Section, shape.Word));
        if (best.Schema == Main.Schema || Main.IsGeneric || shape.Section != mainSection)
        {
            return best;
        }

        // A record that is all but empty fits many schemas a little; it stays what its neighbours are where that has a place for all it says.
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
