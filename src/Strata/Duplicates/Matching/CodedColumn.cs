namespace Strata.Duplicates.Matching;

/// <summary>A normalised column: each row's value as a number, and the count of each value.</summary>
internal sealed class CodedColumn
{
    private CodedColumn(string name, int[] codes, IReadOnlyList<string> values, int[] counts, Frequencies? known)
    {
        Name = name;
        Codes = codes;
        Values = values;
        Counts = counts;
        Total = known?.Total ?? counts.Sum(c => (double)c);
        Rarities = new float[values.Count];
        var own = new Frequencies(Total, new Dictionary<string, int>(StringComparer.Ordinal));
        for (var i = 0; i < Rarities.Length; i++)
        {
            Rarities[i] = (float)-Math.Log2(known is null ? own.Share(counts[i]) : known.Share(known.Count(values[i])));
        }
    }

    public string Name { get; }

    /// <summary>By row; -1 if the row has no value.</summary>
    public int[] Codes { get; }
    public IReadOnlyList<string> Values { get; }
    public int[] Counts { get; }

    /// <summary>Rows that have a value.</summary>
    public double Total { get; }

    /// <summary>By value: the chance that another record has it, in bits (-log2).</summary>
    public float[] Rarities { get; }

    /// <summary>Returns the rows that have a value, grouped by value.</summary>
    public int[] RowsByValue()
    {
        var next = new int[Counts.Length + 1];
        foreach (var code in Codes)
        {
            if (code >= 0)
            {
                next[code + 1]++;
            }
        }
        for (var value = 0; value < Counts.Length; value++)
        {
            next[value + 1] += next[value];
        }
        var rows = new int[next[^1]];
        for (var row = 0; row < Codes.Length; row++)
        {
            if (Codes[row] >= 0)
            {
                rows[next[Codes[row]]++] = row;
            }
        }
        return rows;
    }

    /// <param name="normalise">Returns null if the value says nothing.</param>
    /// <param name="known">How common values are, if the table is too small to tell; null to count here.</param>
    public static CodedColumn Of(RecordTable table, int column, Func<string, string?> normalise, Frequencies? known)
    {
        var raw = table.Columns[column];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = new List<string>();
        var renamed = new int[raw.Values.Count];
        for (var i = 0; i < renamed.Length; i++)
        {
            renamed[i] = -1;
            if (normalise(raw.Values[i]) is { } value && !index.TryGetValue(value, out renamed[i]))
            {
                renamed[i] = values.Count;
                index.Add(value, values.Count);
                values.Add(value);
            }
        }
        var codes = new int[table.Count];
        var counts = new int[values.Count];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = raw[row] < 0 ? -1 : renamed[raw[row]];
            if (codes[row] >= 0)
            {
                counts[codes[row]]++;
            }
        }
        return new CodedColumn(raw.Name, codes, values, counts, known);
    }
}
