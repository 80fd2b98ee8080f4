using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>Maps input names to fields and notations: settled on a sample, then the same for every record.</summary>
internal sealed class ColumnPlan
{
    // Names are cached up to the size of a sane file; JSON can have new ones in every record.
    private const int MaxRemembered = 20_000;

    /// <summary>Accounts that must differ before they are taken for those of the other sides.</summary>
    private const int MinAccounts = 3;

    private readonly bool? _dayFirst;
    private readonly NotationVotes _document;
    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ownNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _filled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _marked = new(StringComparer.Ordinal);
    private readonly HashSet<int> _twoSided = [];
    private readonly HashSet<string> _negative = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ValueReader Reader, int Place)> _readers = new(StringComparer.Ordinal);

    private ColumnPlan(SchemaDefinition schema, bool? dayFirst, NotationVotes document)
    {
        (Schema, _dayFirst, _document) = (schema, dayFirst, document);
        foreach (var field in schema.FieldOrder.Select(name => schema.Fields[name]))
        {
            _readers.Add(field.Name, (new ValueReader(field), _readers.Count));
        }
        var currency = FieldMatch.Currency(schema);
        Currency = currency is null ? null : _readers[currency.Name];
        ForeignCurrency = currency is not null && _readers.TryGetValue(Foreign + currency.Name, out var foreign) ? foreign : null;
    }

    public SchemaDefinition Schema { get; }

    /// <summary>Column with the direction of amounts; null if there is none.</summary>
    public Direction? Direction { get; private set; }

    public int FieldCount => _readers.Count;

    /// <summary>Destination of times written after dates; null if the schema has no such field, or it has a column.</summary>
    public (ValueReader Reader, int Place)? Time { get; private set; }

    public IEnumerable<Column> Columns => _columns.Values;

    /// <summary>Destination of a currency written beside an amount; null if the schema has no such field.</summary>
    public (ValueReader Reader, int Place)? Currency { get; }

    /// <summary>Prefix of names for amounts in another currency.</summary>
    public const string Foreign = "original_";

    /// <summary>Destination of such an amount's currency; null if the schema has no such field.</summary>
    public (ValueReader Reader, int Place)? ForeignCurrency { get; }

    public static ColumnPlan Of(SchemaDefinition schema, IReadOnlyList<Block> sample, bool? dayFirst)
    {
        var votes = new Dictionary<string, NotationVotes>(StringComparer.Ordinal);
        var marks = new Dictionary<string, (int Marked, int Plain)>(StringComparer.Ordinal);
        var fields = new Dictionary<string, SchemaField?>(StringComparer.Ordinal);
        foreach (var record in sample)
        {
            foreach (var value in record.Fields)
            {
                if (!fields.TryGetValue(value.Name, out var field))
                {
                    fields.Add(value.Name, field = FieldMatch.Find(schema, value.Name));
                }
                if (field is not null && value.Json is null or ['"', ..])
                {
                    var vote = votes.GetValueOrDefault(value.Name);
                    var text = value.Text.Trim();
                    if (field!.Kind == FieldKind.Number && text.AsSpan().ContainsAnyInRange('1', '9'))
                    {
                        var (marked, plain) = marks.GetValueOrDefault(value.Name);
                        var length = AmountSide.Of(text)?.Length;
                        marks[value.Name] = length is null ? (marked, plain + 1) : (marked + 1, plain);
                        text = text[..(length ?? text.Length)];
                    }
                    vote.Add(field.Kind, text);
                    votes[value.Name] = vote;
                }
            }
        }
        StandIn(schema, fields, votes);
        GiveAccounts(schema, fields, sample);
        var document = default(NotationVotes);
        foreach (var vote in votes.Values)
        {
            document.Add(vote);
        }
        var plan = new ColumnPlan(schema, dayFirst, document);
        plan._marked.UnionWith(marks.Where(column => column.Value is { Marked: > 0, Plain: 0 }).Select(column => column.Key));
        plan._filled.UnionWith(fields.Values.OfType<SchemaField>().Select(field => field.Name));
        plan._ownNames.UnionWith(fields.Where(f => f.Value is { } field && IsOwn(field, f.Key)).Select(f => f.Value?.Name ?? ""));
        foreach (var (name, field) in fields)
        {
            plan._columns.Add(name, plan.Make(name, field, votes.GetValueOrDefault(name)));
        }
        plan.Direction = Direction.Of(plan, sample);
        plan.Time =
            plan._readers.Values.FirstOrDefault(r => r.Reader.Field.Kind == FieldKind.Time) is { Reader: not null } time
            && !plan.Columns.Any(c => c.Place == time.Place)
                ? time
                : null;
        plan._twoSided.UnionWith(
            plan.Columns.GroupBy(c => c.Place).Where(g => g.Any(c => c.Side < 0) && g.Any(c => c.Side > 0)).Select(g => g.Key)
        );
        plan._negative.UnionWith(
            plan.Columns.Where(c => c.Reader?.Field.CountsAs is { IsNegative: true } && plan.IsNegative(c, sample)).Select(c => c.Name)
        );
        return plan;
    }

    /// <summary>Whether the column names one of two sides that each have a column.</summary>
    public bool IsOfSide(Column column) => column.Side != 0 && _twoSided.Contains(column.Place);

    /// <summary>Returns the field and place that a number also fills, and whether its sign flips; null if none.</summary>
    public (ValueReader Reader, int Place, bool Turns)? CountedAs(Column column) =>
        column.Reader?.Field.CountsAs is { } counted && _readers.TryGetValue(counted.Field, out var as_)
            ? (as_.Reader, as_.Place, counted.IsNegative && !_negative.Contains(column.Name))
            : null;

    // Money out that usually has its minus already.
    private bool IsNegative(Column column, IReadOnlyList<Block> sample)
    {
        var (with, without) = (0, 0);
        foreach (
            var value in sample
                .SelectMany(record => record.Fields)
                .Where(value => value.Name == column.Name && !RecordReader.IsAbsent(value))
        )
        {
            var json = column.Read(value).Json;
            with += json is ['-', ..] ? 1 : 0;
            without += json is null or "0" or ['-', ..] ? 0 : 1;
        }
        return with > without;
    }

    // A field without a column of its own name may take a stand-in: Buchungstext beside Vorgang.
    private static void StandIn(SchemaDefinition schema, Dictionary<string, SchemaField?> fields, Dictionary<string, NotationVotes> votes)
    {
        foreach (var field in schema.Fields.Values.Where(f => f.StandIns.Count > 0 && !fields.ContainsValue(f)))
        {
            var name = field
                .StandIns.Select(folded => fields.Keys.FirstOrDefault(n => FieldNames.Fold(n) == folded))
                .FirstOrDefault(n => n is not null);
            if (name is not null)
            {
                fields[name] = field;
                votes.Remove(name);
            }
        }
    }

    // An account that changes with the other side of a payment is the other side's.
    private static void GiveAccounts(SchemaDefinition schema, Dictionary<string, SchemaField?> fields, IReadOnlyList<Block> sample)
    {
        var theirs = schema.Of(FieldRole.Iban);
        if (
            theirs is null
            || fields.ContainsValue(theirs)
            || NameOf(FieldRole.Account) is not { } account
            || NameOf(FieldRole.Counterparty) is not { } party
        )
        {
            return;
        }
        var pairs = sample
            .Select(record => (Account: Text(record, account), Party: Text(record, party)))
            .Where(pair => pair.Account.Length > 0 && pair.Party.Length > 0)
            .Distinct()
            .ToList();
        if (
            pairs.Count >= MinAccounts
            && pairs.Select(pair => pair.Account).Distinct(StringComparer.Ordinal).Count() == pairs.Count
            && pairs.Select(pair => pair.Party).Distinct(StringComparer.Ordinal).Count() == pairs.Count
        )
        {
            fields[account] = theirs;
        }

        string? NameOf(FieldRole role) =>
            fields.Where(named => named.Value is not null && named.Value.Role == role).Select(named => named.Key).ToArray() is [var only]
                ? only
                : null;

        static string Text(Block record, string name) => record.Fields.FirstOrDefault(value => value.Name == name).Text?.Trim() ?? "";
    }

    /// <summary>Returns the column of a name; names outside of the sample are matched on arrival.</summary>
    public Column For(string name)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            column = Make(name, FieldMatch.Find(Schema, name), default);
            if (_columns.Count < MaxRemembered)
            {
                _columns.Add(name, column);
            }
        }
        return column;
    }

    private static bool IsOwn(SchemaField field, string name) => FieldNames.Fold(name) == FieldNames.Fold(field.Name);

    private Column Make(string name, SchemaField? field, NotationVotes votes)
    {
        if (field is null)
        {
            return new Column(name, null, Notation.Unknown, -1, Yields: false);
        }
        var (reader, place) = _readers[field.Name];
        var found = votes.Or(_document);

        // If only some amounts of an account are marked, the others may be of either side.
        var isMarked = AmountSide.IsOfAccount(Schema, field) && _marked.Contains(name);
        return new Column(
            name,
            reader,
            found with
            {
                DayFirst = _dayFirst ?? field.DayFirst ?? found.DayFirst,
            },
            place,
            Yields: _ownNames.Contains(field.Name) && !IsOwn(field, name)
        )
        {
            IsAmount = FieldMatch.IsAmount(Schema, field),
            IsMarked = isMarked,
            Marks = field.Kind == FieldKind.Number && (isMarked || !AmountSide.IsOfAccount(Schema, field)) ? Schema : null,
            Rate =
                FieldMatch.RateOf(Schema, field, FieldNames.Fold(name)) is { } rate && !_filled.Contains(rate.Name)
                    ? _readers[rate.Name]
                    : null,
        };
    }
}
