using Strata.Interpretation.Values;
using Strata.Parsing;

namespace Strata.Interpretation.Records;

/// <summary>One record → one finding, by a plan. Not for concurrent use.</summary>
internal sealed class RecordReader(ColumnPlan plan, SourceText source)
{
    private readonly List<FoundField> fields = [];
    private readonly List<FoundFragment> fragments = [];
    private readonly Dictionary<string, int> fragmentNames = new(StringComparer.Ordinal);
    private readonly List<(Column, RecordField)> yielding = [];
    private readonly string?[] filledBy = new string?[plan.FieldCount];
    private Column?[] byPosition = [];
    private (CurrencyMark Mark, string Raw, ByteRange Range) money;
    private (CurrencyMark Mark, string Raw, ByteRange Range) foreign;
    private int misfits;

    /// <param name="certainty">0..1: how sure the choice of the schema is.</param>
    /// <returns>Null where the record holds no value at all.</returns>
    public Finding? Read(Block record, double certainty)
    {
        Clear();
        if (byPosition.Length < record.Fields.Count)
        {
            Array.Resize(ref byPosition, record.Fields.Count);
        }

        for (var i = 0; i < record.Fields.Count; i++)
        {
            var value = record.Fields[i];
            if (IsAbsent(value))
            {
                continue;
            }

            var column = byPosition[i];
            if (column is null || !string.Equals(column.Name, value.Name, StringComparison.Ordinal))
            {
                byPosition[i] = column = plan.For(value.Name);
            }

            if (column.Yields)
            {
                yielding.Add((column, value));
            }
            else
            {
                Read(column, value);
            }
        }

        foreach (var (column, value) in yielding)
        {
            Read(column, value);
        }

        FillCurrency(plan.Currency, money);
        FillCurrency(plan.ForeignCurrency, foreign);
        if (fields.Count == 0 && fragments.Count == 0)
        {
            return null;
        }

        return new Finding
        {
            Block = record.Index,
            Range = record.Range,
            Schema = plan.Schema,
            Fields = fields.ToArray(),
            Fragments = fragments.ToArray(),
            Confidence = fields.Count == 0 ? 0 : certainty * fields.Count / (fields.Count + misfits),
        };
    }

    /// <summary>Blank texts and JSON nulls say nothing: they are no value, not an empty one.</summary>
    public static bool IsAbsent(in RecordField value) =>
        value.Json is null or ['"', ..] ? string.IsNullOrWhiteSpace(value.Text) : value.Json == "null";

    private void Clear()
    {
        fields.Clear();
        fragments.Clear();
        yielding.Clear();
        fragmentNames.Clear();
        Array.Clear(filledBy);
        money = default;
        foreign = default;
        misfits = 0;
    }

    private void Read(Column column, in RecordField value)
    {
        if (column.Reader is not { } reader)
        {
            var kept = ValueReader.Kept(value.Text, value.Json);
            Keep(value, kept, plan.Schema.RejectUndeclared(kept) ?? Column.NotDeclared);
            return;
        }

        if (filledBy[column.Place] is { } other)
        {
            Keep(value, $"'{reader.Field.Name}' is filled by '{other}'");
            return;
        }

        var reading = column.Read(value);
        if (reading.Json is not { } json)
        {
            misfits++;
            Keep(value, reading.Reason ?? "");
            return;
        }

        filledBy[column.Place] = value.Name;
        var exact = value.Json is ['"', ..] && reader.TakesStringsWhole;
        var (raw, range) = exact ? (RawOf(value), value.Range) : Trimmed(value);
        ref var marked = ref (plan.ForeignCurrency is not null && reader.Field.Name.StartsWith(ColumnPlan.Foreign, StringComparison.Ordinal) ? ref foreign : ref money);
        if (reading.Currency.Length > 0 && marked.Mark.Length == 0)
        {
            marked = (reading.Currency, raw, range);
        }

        if (reading.Taken > 0)
        {
            Keep(value, "says more than the date that the field holds");
            (raw, range) = raw.Length > reading.Taken ? source.Part(raw, range, 0, reading.Taken) : (raw, range);
        }

        fields.Add(new FoundField(reader.Field.Name, json, raw, range));
    }

    // Where the source's text has escapes, places in the value are not places in the source: the whole value is the evidence.
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

    private void Keep(in RecordField value, string json, string reason) =>
        fragments.Add(new FoundFragment(Unique(value.Name), json, reason, RawOf(value), value.Range));

    private string Unique(string name)
    {
        var unique = name;
        while (!fragmentNames.TryAdd(unique, 1))
        {
            unique = $"{name} ({++fragmentNames[name]})";
        }

        return unique;
    }

    private void FillCurrency((ValueReader Reader, int Place)? of, (CurrencyMark Mark, string Raw, ByteRange Range) amount)
    {
        if (amount.Mark.Code is not { Length: > 0 } code || of is not { } currency || filledBy[currency.Place] is not null)
        {
            return;
        }

        if (currency.Reader.ReadText(code, Notation.Unknown).Json is { } json)
        {
            var mark = amount.Mark;
            var plain = amount.Raw.Length >= mark.Start + mark.Length && Currencies.CodeOf(amount.Raw.AsSpan(mark.Start, mark.Length)) == code;
            var (raw, range) = plain ? source.Part(amount.Raw, amount.Range, mark.Start, mark.Length) : (amount.Raw, amount.Range);
            fields.Add(new FoundField(currency.Reader.Field.Name, json, raw, range));
        }
    }
}
