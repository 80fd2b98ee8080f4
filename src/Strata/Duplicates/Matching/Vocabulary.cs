namespace Strata.Duplicates.Matching;

/// <summary>Words of a text column: each value's words as numbers, ascending, and each word's weight.</summary>
internal sealed class Vocabulary
{
    private readonly int[] _starts;
    private readonly int[] _words;

    /// <param name="known">Number of records with each word, if the table is too small to tell.</param>
    public Vocabulary(CodedColumn column, Frequencies? known)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var texts = new List<string>();
        var counts = new List<int>();
        var words = new List<int>();
        var seen = new SortedSet<int>();
        _starts = new int[column.Values.Count + 1];
        for (var value = 0; value < column.Values.Count; value++)
        {
            seen.Clear();
            var text = column.Values[value].AsSpan();
            foreach (var range in text.Split(' '))
            {
                var word = text[range].ToString();
                if (word.Length > 0)
                {
                    if (!index.TryGetValue(word, out var number))
                    {
                        number = texts.Count;
                        index.Add(word, number);
                        texts.Add(word);
                        counts.Add(0);
                    }
                    if (seen.Add(number))
                    {
                        counts[number] += column.Counts[value];
                    }
                }
            }
            words.AddRange(seen);
            _starts[value + 1] = words.Count;
        }
        _words = [.. words];
        Texts = texts;
        Counts = known is null ? counts : [.. texts.Select(known.Count)];
        Total = Math.Max(known?.Total ?? column.Total, 2);
        Weights = new float[texts.Count];
        for (var i = 0; i < Weights.Length; i++)
        {
            Weights[i] = (float)Math.Max(0.1, Math.Log2(Total / Math.Max(1, Counts[i])));
        }
    }

    public IReadOnlyList<string> Texts { get; }
    public IReadOnlyList<int> Counts { get; }
    public double Total { get; }

    /// <summary>Inverse document frequency in bits (Spärck Jones 1972).</summary>
    public float[] Weights { get; }

    /// <summary>Returns the words of a value, each once, ascending.</summary>
    public ReadOnlySpan<int> Of(int value) => _words.AsSpan(_starts[value].._starts[value + 1]);
}
