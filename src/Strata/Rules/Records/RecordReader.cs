using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>Reads records into findings by a plan. Not for concurrent use.</summary>
internal sealed class RecordReader(ColumnPlan plan, InterpretedText source)
{
    /// <summary>Factor on the confidence of records with doubtful values, such as failed sums.</summary>
    private const double WithDoubts = 0.75;

    private readonly List<FoundField> _fields = [];
    private readonly List<FoundFragment> _fragments = [];
    private readonly Dictionary<string, int> _fragmentNames = new(StringComparer.Ordinal);
    private readonly List<(Column, RecordField)> _yielding = [];
    private readonly List<(Column Column, RecordField Value)> _sided = [];
    private readonly List<(Column Column, RecordField Value, FoundField Found)> _counted = [];
    private readonly string?[] _filledBy = new string?[plan.FieldCount];
    private Column?[] _byPosition = [];
    private RowCurrency _money;
    private RowCurrency _foreign;
    private int _misfits;

    /// <summary>Whether a column gives the direction of amounts in words.</summary>
    public bool HasDirection => plan.Direction is not null;

    /// <param name="certainty">0..1: certainty of the schema choice.</param>
    /// <returns>Null if the record has no value.</returns>
    public Finding? Read(Block record, double certainty)
    {
        Clear();
        if (_byPosition.Length < record.Fields.Count)
        {
            Array.Resize(ref _byPosition, record.Fields.Count);
        }
        for (var i = 0; i < record.Fields.Count; i++)
        {
            var value = record.Fields[i];
            if (IsAbsent(value))
            {
                continue;
            }
            var column = _byPosition[i];
            if (column is null || !string.Equals(column.Name, value.Name, StringComparison.Ordinal))
            {
                _byPosition[i] = column = plan.For(value.Name);
            }
            if (plan.IsOfSide(column))
            {
                _sided.Add((column, value));
            }
            else if (column.Yields)
            {
                _yielding.Add((column, value));
            }
            else
            {
                Read(column, value);
            }
        }
        foreach (var (column, value) in _yielding)
        {
            Read(column, value);
        }
        GiveSigns(record);
        GiveAmounts();
        ChooseSides();
        FillCurrency(plan.Currency, _money);
        FillCurrency(plan.ForeignCurrency, _foreign);
        if (_fields.Count == 0 && _fragments.Count == 0)
        {
            return null;
        }
        return new Finding
        {
            Block = record.Index,
            Range = record.Range,
            Schema = plan.Schema,
            Fields = _fields.ToArray(),
            Fragments = _fragments.ToArray(),
            Confidence = _fields.Count == 0 ? 0 : certainty * _fields.Count / (_fields.Count + _misfits) * (IsDoubtful ? WithDoubts : 1),
        };
    }

    private bool IsDoubtful => _fields.Exists(found => found.Doubt is not null);

    /// <summary>Blank texts and JSON nulls are absent values, not empty ones.</summary>
    public static bool IsAbsent(in RecordField value) =>
        value.Json is null or ['"', ..] ? string.IsNullOrWhiteSpace(value.Text) : value.Json == "null";

    private void Clear()
    {
        _fields.Clear();
        _fragments.Clear();
        _yielding.Clear();
        _sided.Clear();
        _counted.Clear();
        _fragmentNames.Clear();
        Array.Clear(_filledBy);
        _money = default;
        _foreign = default;
        _misfits = 0;
    }

    private void Read(Column column, in RecordField value)
    {
        if (column.Reader is not { } reader)
        {
            var kept = ValueReader.Kept(value.Text, value.Json);
            Keep(value, kept, plan.Schema.RejectUndeclared(kept) ?? Column.NotDeclared);
            return;
        }
        if (column.HasNone(value))
        {
            Keep(value, ValueReader.Kept(value.Text, value.Json), Column.NoDate, isAside: true);
            return;
        }
        if (_filledBy[column.Place] is { } other)
        {
            if (TookTime(reader.Field, value))
            {
                return;
            }
            Keep(value, ValueReader.Kept(value.Text, value.Json), $"'{reader.Field.Name}' is filled by '{other}'", IsAside(column, value));
            return;
        }
        var reading = column.Read(value);
        if (reading.Reason == Column.NoAmount && GaveRate(column, value))
        {
            return;
        }
        if (reading.Json is not { } json)
        {
            _misfits++;
            Keep(value, reading.Reason ?? "");
            return;
        }
        _filledBy[column.Place] = value.Name;
        var exact = value.Json is ['"', ..] && reader.TakesStringsWhole;
        var (raw, range) = exact ? (RawOf(value), value.Range) : Trimmed(value);
        ref var marked = ref (
            plan.ForeignCurrency is not null && reader.Field.Name.StartsWith(ColumnPlan.Foreign, StringComparison.Ordinal)
                ? ref _foreign
                : ref _money
        );
        marked.Add(column, reading.Currency, raw, range);
        if (reading.Taken > 0)
        {
            if (!GaveTime(raw, range, reading.Taken))
            {
                Keep(value, "says more than the date that the field holds");
            }
            (raw, range) = raw.Length > reading.Taken ? source.Part(raw, range, 0, reading.Taken) : (raw, range);
        }
        var found = new FoundField(reader.Field.Name, json, raw, range) { Label = column.Name, Doubt = column.Contradicts(value.Text) };
        _fields.Add(found);
        if (reader.Field.CountsAs is not null)
        {
            _counted.Add((column, value, found));
        }
    }

    // Date and time columns make one moment. Midnight is how programs write a missing time.
    private bool TookTime(SchemaField field, in RecordField value)
    {
        const int DateLength = 12;
        if (
            field.Kind != FieldKind.DateTime
            || _fields.FindIndex(found => found.Name == field.Name && found.Json.Length == DateLength && found.Elsewhere is null)
                is not (>= 0 and var at)
            || !TimeText.TryParse(value.Text, compact: false, out var clock)
        )
        {
            return false;
        }
        if (clock.IsMidnight)
        {
            Keep(value, ValueReader.Kept(value.Text, value.Json), "midnight: taken for a date without a time", isAside: true);
            return true;
        }
        _fields[at] = _fields[at] with { Json = $"{_fields[at].Json[..^1]}T{clock.Text(withSeconds: true)}\"", Elsewhere = Trimmed(value) };
        return true;
    }

    // A percentage in a tax column is its rate.
    private bool GaveRate(Column column, in RecordField value)
    {
        if (
            column.Rate is not { } rate
            || _filledBy[rate.Place] is not null
            || rate.Reader.ReadText(value.Text, column.Notation).Json is not { } json
        )
        {
            return false;
        }
        var (raw, range) = Trimmed(value);
        _filledBy[rate.Place] = value.Name;
        _fields.Add(new FoundField(rate.Reader.Field.Name, json, raw, range));
        return true;
    }

    // The time after a date fills the schema's time field, if no column does.
    private bool GaveTime(string raw, ByteRange range, int taken)
    {
        var start = taken;
        while (start < raw.Length && raw[start] is ' ' or 'T' or ',' or '\u00a0')
        {
            start++;
        }
        if (
            plan.Time is not { } time
            || _filledBy[time.Place] is not null
            || start >= raw.Length
            || time.Reader.ReadText(raw.AsSpan(start), Notation.Unknown).Json is not { } json
        )
        {
            return false;
        }
        var (part, at) = source.Part(raw, range, start, raw.Length - start);
        _filledBy[time.Place] = time.Reader.Field.Name;
        _fields.Add(new FoundField(time.Reader.Field.Name, json, part, at));
        return true;
    }

    // Separate columns for money out and in also make one signed amount; if both have a value, neither does.
    private void GiveAmounts()
    {
        var telling = _counted.FindAll(c => c.Found.Json is not "0") is { Count: > 0 } some ? some : _counted;
        if (
            telling is not [var (column, _, found), ..]
            || telling.Count > 1 && found.Json is not "0"
            || plan.CountedAs(column) is not var (reader, place, turns)
            || _filledBy[place] is not null
        )
        {
            return;
        }
        var json =
            !turns || found.Json is "0" ? found.Json
            : found.Json is ['-', .. var positive] ? positive
            : "-" + found.Json;
        _filledBy[place] = column.Name;
        _fields.Add(
            found with
            {
                Name = reader.Field.Name,
                Json = json,
                Elsewhere = turns && source.NameRanges.TryGetValue(column.Name, out var header) ? (source.Slice(header), header) : null,
            }
        );
    }

    // Payer and payee: one is the account's owner; the direction of the money tells the other.
    private void ChooseSides()
    {
        var sign = _fields.Find(f => plan.Schema.Fields[f.Name].Signed)?.Json switch
        {
            null or "0" => 0,
            ['-', ..] => -1,
            _ => 1,
        };
        foreach (var (column, value) in _sided)
        {
            var isAlone = sign == 0 && _sided.TrueForAll(other => other.Column.Place != column.Place || other.Column.Side == column.Side);
            if (isAlone || column.Side == sign)
            {
                Read(column, value);
            }
            else
            {
                Keep(value, ValueReader.Kept(value.Text, value.Json), sign == 0 ? Column.NoSide : Column.OwnSide, isAside: sign != 0);
            }
        }
    }

    // A second column of a field says the same, or more in words; different amounts, dates or ids are a conflict.
    private bool IsAside(Column column, in RecordField value) =>
        column.Reader is { Field: { } field }
        && (
            column.IsOfWords
            || column.Read(value).Json is { } json && _fields.Exists(found => found.Name == field.Name && found.Json == json)
        );

    // Amounts without a sign get that of the direction column, whose cell becomes further evidence.
    private void GiveSigns(Block record)
    {
        if (plan.Direction is not { } direction)
        {
            return;
        }
        for (var i = 0; i < _fields.Count; i++)
        {
            if (plan.Schema.Fields[_fields[i].Name].Signed)
            {
                var (signed, doubt) = direction.Sign(_fields[i], record, Trimmed);
                _fields[i] = signed with { Doubt = doubt ?? signed.Doubt };
            }
        }
    }

    // If the source's text has escapes, positions in the value are not positions in the source: the whole value is the evidence.
    private (string Raw, ByteRange Range) Trimmed(in RecordField value)
    {
        var raw = RawOf(value);
        if (!ReferenceEquals(raw, value.Text))
        {
            return (raw, value.Range);
        }
        var start = raw.Length - raw.AsSpan().TrimStart().Length;
        return source.Part(raw, value.Range, start, raw.AsSpan().Trim().Length);
    }

    private string RawOf(in RecordField value) => value.IsInferred ? source.Slice(value.Range) : source.Raw(value.Text, value.Range);

    private void Keep(in RecordField value, string reason) => Keep(value, ValueReader.Kept(value.Text, value.Json), reason);

    private void Keep(in RecordField value, string json, string reason, bool isAside = false) =>
        _fragments.Add(new FoundFragment(Unique(value.Name), json, reason, RawOf(value), value.Range) { IsAside = isAside });

    private string Unique(string name)
    {
        var unique = name;
        while (!_fragmentNames.TryAdd(unique, 1))
        {
            unique = $"{name} ({++_fragmentNames[name]})";
        }
        return unique;
    }

    private void FillCurrency((ValueReader Reader, int Place)? of, in RowCurrency amounts)
    {
        if (
            of is { } currency
            && _filledBy[currency.Place] is null
            && amounts.Of(source) is var (code, raw, range)
            && currency.Reader.ReadText(code, Notation.Unknown).Json is { } json
        )
        {
            _fields.Add(new FoundField(currency.Reader.Field.Name, json, raw, range));
        }
    }
}
