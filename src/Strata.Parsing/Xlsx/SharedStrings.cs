using System.Xml;

namespace Strata.Parsing.Xlsx;

/// <summary>
/// The shared strings of a workbook (ECMA-376 part 1, 18.4.9), held as UTF-8 in large chunks: a fraction of the memory of separate strings.
/// Recently used ones are cached as strings, since columns repeat values.
/// </summary>
internal sealed class SharedStrings
{
    private const int PieceBytes = 1 << 20;
    private const int Kept = 1 << 14;

    private readonly List<byte[]> _pieces = [];
    private readonly List<(int Piece, int Start, int Length)> _strings = [];
    private readonly (int Index, string? Text)[] _kept = new (int, string?)[Kept];
    private int _used = PieceBytes;
    private long _held;

    public static SharedStrings None { get; } = new();

    /// <exception cref="InvalidDataException">They exceed <see cref="ParseBudget.MaxHeldBytes"/>.</exception>
    public static SharedStrings Read(XmlReader reader, ParseBudget budget)
    {
        var strings = new SharedStrings();
        var text = new StringBuilder();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
            {
                text.Clear();
                RichText.Append(reader, text);
                strings.Add(XlsxText.Unescaped(text.ToString()), budget);
            }
        }
        return strings;
    }

    /// <summary>The string at an index; empty if there is none.</summary>
    public string this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_strings.Count)
            {
                return "";
            }
            ref var kept = ref _kept[index % Kept];
            if (kept.Text is null || kept.Index != index)
            {
                var (piece, start, length) = _strings[index];
                kept = (index, Encoding.UTF8.GetString(_pieces[piece], start, length));
            }
            return kept.Text ?? "";
        }
    }

    private void Add(string text, ParseBudget budget)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (_used + length > PieceBytes || _pieces.Count == 0)
        {
            var piece = new byte[Math.Max(length, PieceBytes)];
            _held += piece.Length;
            if (_held > budget.MaxHeldBytes)
            {
                throw new InvalidDataException($"the workbook's shared strings take more than {budget.MaxHeldBytes} bytes (MaxHeldBytes)");
            }
            _pieces.Add(piece);
            _used = 0;
        }
        _strings.Add((_pieces.Count - 1, _used, Encoding.UTF8.GetBytes(text, _pieces[^1].AsSpan(_used))));
        _used += length;
    }
}
