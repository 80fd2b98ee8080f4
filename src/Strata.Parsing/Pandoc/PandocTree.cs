using System.Text.Unicode;
using Strata.Parsing.Json;

namespace Strata.Parsing.Pandoc;

/// <summary>
/// Reads pandoc's JSON (pandoc-types, <c>Text.Pandoc.Definition</c>) piece by piece:
/// <c>{"pandoc-api-version": …, "meta": {…}, "blocks": […]}</c>. Holds one block at a time; divisions, which may hold a whole book, are
/// opened and read block by block too.
/// </summary>
/// <exception cref="InvalidDataException">While reading: the tree is damaged, or over a limit.</exception>
internal sealed class PandocTree(Stream source, ParseBudget budget)
{
    // JSON levels per level of the document.
    private const int JsonLevels = 8;

    private readonly SourceWindow _window = new(source, 0, MaxPiece(budget));

    // The start of a division as pandoc writes it, kind before content.
    private static ReadOnlySpan<byte> Division => "{\"t\":\"Div\",\"c\":["u8;

    /// <summary>The tree takes about eight times the bytes of its text, and reading it five times that again.</summary>
    private static int MaxPiece(ParseBudget budget) => (int)Math.Min(budget.MaxHeldBytes / 4, int.MaxValue / 2);

    public IEnumerable<TreePiece> Pieces()
    {
        Expect('{');
        while (true)
        {
            using var name = Value();
            Expect(':');
            if (name.RootElement.Words() == "blocks")
            {
                foreach (var piece in Blocks())
                {
                    yield return piece;
                }
            }
            else
            {
                using var value = Value();
                if (name.RootElement.Words() == "meta")
                {
                    yield return new(TreePieceKind.Metadata, value.RootElement);
                }
            }
            if (Next() != ',')
            {
                Expect('}');
                yield break;
            }
            Expect(',');
        }
    }

    private IEnumerable<TreePiece> Blocks()
    {
        Expect('[');
        var divisions = 0;
        var isFirst = true;
        while (true)
        {
            if (Next() == ']')
            {
                Expect(']');
                if (divisions == 0)
                {
                    yield break;
                }
                Expect(']');
                Expect('}');
                divisions--;
                isFirst = false;
                yield return new(TreePieceKind.CloseDivision, default);
                continue;
            }
            if (!isFirst)
            {
                Expect(',');
            }
            isFirst = false;
            if (OpensDivision())
            {
                using var attributes = Value();
                Expect(',');
                Expect('[');
                divisions++;
                isFirst = true;
                yield return new(TreePieceKind.OpenDivision, attributes.RootElement);
            }
            else
            {
                using var block = Value();
                yield return new(TreePieceKind.Block, block.RootElement);
            }
        }
    }

    private bool OpensDivision()
    {
        Next();
        while (_window.Unread.Length < Division.Length && _window.Fill())
        {
            // Read until the kind is visible.
        }
        if (!_window.Unread.StartsWith(Division))
        {
            return false;
        }
        _window.Advance(Division.Length);
        return true;
    }

    private JsonDocument Value()
    {
        Next();
        while (true)
        {
            try
            {
                var reader = new Utf8JsonReader(
                    _window.Unread,
                    isFinalBlock: _window.AtEnd,
                    new(new() { MaxDepth = budget.MaxDepth * JsonLevels })
                );
                if (reader.Read() && reader.TrySkip())
                {
                    var bytes = _window.Unread[..(int)reader.BytesConsumed].ToArray();
                    _window.Advance(bytes.Length);
                    return Utf8.IsValid(bytes)
                        ? JsonDocument.Parse(bytes, new() { MaxDepth = budget.MaxDepth * JsonLevels })
                        : throw new InvalidDataException($"pandoc's tree can't be read: it is not UTF-8 before byte {_window.Position}");
                }
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"pandoc's tree can't be read: {JsonWords.Of(e.Message) ?? "it is not as JSON is written"}");
            }
            if (!_window.Fill() && !_window.AtEnd)
            {
                throw new InvalidDataException(
                    $"a block takes more than {MaxPiece(budget)} bytes in pandoc's tree (a quarter of MaxHeldBytes)"
                );
            }
        }
    }

    private void Expect(char expected)
    {
        if (Next() is var next && next != expected)
        {
            throw new InvalidDataException(
                next < 0
                    ? "pandoc's tree ends early"
                    : $"pandoc's tree can't be read: '{(char)next}' where '{expected}' should be, at byte {_window.Position}"
            );
        }
        _window.Advance(1);
    }

    /// <summary>Returns the next byte that isn't whitespace, without consuming it; -1 at the end.</summary>
    private int Next()
    {
        while (true)
        {
            var at = _window.Unread.IndexOfAnyExcept(" \t\r\n"u8);
            if (at >= 0)
            {
                _window.Advance(at);
                return _window.Unread[0];
            }
            _window.Advance(_window.Unread.Length);
            if (!_window.Fill() && _window.AtEnd)
            {
                return -1;
            }
        }
    }
}
