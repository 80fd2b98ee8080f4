using Strata.Interpretation.Values;
using Strata.Parsing;

namespace Strata.Interpretation.Records;

/// <summary>One record → one finding, by a plan. Not for concurrent use.</summary>
internal sealed class RecordReader(ColumnPlan plan, SourceText source)
{
    /// <summary>What is left of the confidence where something speaks against how a value was read, as where sums fail.</summary>
    private const double WithDoubts = 0.75;

    private readonly List<FoundField> fields = [];
    private readonly List<FoundFragment> fragments = [];
    private readonly Dictionary<string, int> fragmentNames = new(StringComparer.Ordinal);
    private readonly List<(Column, RecordField)> yielding = [];
    private readonly string?[] filledBy = new string?[plan.FieldCount];
    private Column?[] byPosition = [];
    private RowCurrency money;
    private RowCurrency foreign;
    private readonly List<string> doubts = [];
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

        GiveSigns(record);
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
            Doubts = doubts.Count == 0 ? [] : doubts.ToArray(),
            Confidence = fields.Count == 0 ? 0 : certainty * fields.Count / (fields.Count + misfits) * (doubts.Count == 0 ? 1 : WithDoubts),
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
        doubts.Clear();
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

        if (column.HasNone(value))
        {
            Keep(value, ValueReader.Kept(value.Text, value.Json), Column.NoDate, isAside: true);
            return;
        }

        if (filledBy[column.Place] is { } other)
        {
            Keep(value, ValueReader.Kept(value.Text, value.Json), $"'{reader.Field.Name}' is filled by '{other}'", IsAside(column, value));
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
        marked.Add(column, reading.Currency, raw, range);
        if (reading.Taken > 0)
        {
            Keep(value, "says more than the date that the field holds");
            (raw, range) = raw.Length > reading.Taken ? source.Part(raw, range, 0, reading.Taken) : (raw, range);
        }

        if (column.Contradicts(value.Text) is { } doubt)
        {
            doubts.Add(doubt);
        }

        fields.Add(new FoundField(reader.Field.Name, json, raw, range));
    }

    // A further column of a field says the same, or more in words; two amounts, dates or ids that differ are a question.
    private bool IsAside(Column column, in RecordField value) =>
        column.Reader is { Field: { } field } && (column.IsOfWords || column.Read(value).Json is { } json && fields.Exists(found => found.Name == field.Name && found.Json == json));

    // Amounts without a sign of their own get that of the column which says it in words, and its cell as evidence beside their own.
    private void GiveSigns(Block record)
    {
        if (plan.Direction is not { } direction)
        {
            return;
        }

        for (var i = 0; i < fields.Count; i++)
        {
            if (plan.Schema.Fields[fields[i].Name].Signed)
            {
                var (signed, doubt) = direction.Sign(fields[i], record, Trimmed);
                fields[i] = signed;
                if (doubt is not null)
                {
                    doubts.Add(doubt);
                }
            }
        }
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

    private void Keep(in RecordField value, string json, string reason, bool isAside = false) =>
        fragments.Add(new FoundFragment(Unique(value.Name), json, reason, RawOf(value), value.Range) { IsAside = isAside });

    private string Unique(string name)
    {
        var unique = name;
        while (!fragmentNames.TryAdd(unique, 1))
        {
            unique = $"{name} ({++fragmentNames[name]})";
        }

        return unique;
    }

    private void FillCurrency((ValueReader Reader, int Place)? of, in RowCurrency amounts)
    {
        if (of is { } currency
            && filledBy[currency.Place] is null
            && amounts.Of(source) is var (code, raw, range)
            && currency.Reader.ReadText(code, Notation.Unknown).Json is { } json)
        {
            fields.Add(new FoundField(currency.Reader.Field.Name, json, raw, range));
        }
    }
}
