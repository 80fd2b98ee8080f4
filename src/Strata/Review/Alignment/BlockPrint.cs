using System.Buffers.Binary;
using System.Security.Cryptography;
using Strata.Schemas;

namespace Strata.Review.Alignment;

/// <summary>What two blocks are compared by, without their texts.</summary>
/// <param name="Content">Equal for equal type and text, whatever its spaces.</param>
/// <param name="Words">The smallest hashes of its words, ascending, to tell how much of two texts is the same.</param>
internal readonly record struct BlockPrint(UInt128 Content, BlockType Type, uint[] Words)
{
    private const int MaxWords = 16;
    private const char Separator = '\u001f';

    public static BlockPrint Of(Block block)
    {
        var text = new StringBuilder(block.Text.Length + 16).Append(block.Type).Append(Separator);
        Append(text, block.Text);
        foreach (var field in block.Fields)
        {
            Append(text.Append(Separator), field.Name);
        }
        foreach (var cell in block.Cells)
        {
            Append(text.Append(Separator), cell.Text);
        }
        var whole = text.ToString();
        return new(
            BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(whole))),
            block.Type,
            WordsOf(whole.AsSpan(whole.IndexOf(Separator, StringComparison.Ordinal) + 1))
        );
    }

    /// <summary>Estimates the share of words that both have, 0 to 1.</summary>
    public double SimilarityTo(BlockPrint other)
    {
        var (i, j, same, seen) = (0, 0, 0, 0);
        while (seen < MaxWords && (i < Words.Length || j < other.Words.Length))
        {
            seen++;
            if (j == other.Words.Length || (i < Words.Length && Words[i] < other.Words[j]))
            {
                i++;
            }
            else if (i == Words.Length || other.Words[j] < Words[i])
            {
                j++;
            }
            else
            {
                (i, j, same) = (i + 1, j + 1, same + 1);
            }
        }
        return seen == 0 ? 0 : (double)same / seen;
    }

    private static void Append(StringBuilder to, string text)
    {
        var isSpaced = true;
        foreach (var c in Plain(text))
        {
            var isSpace = char.IsWhiteSpace(c);
            if (!isSpace)
            {
                to.Append(c);
            }
            else if (!isSpaced)
            {
                to.Append(' ');
            }
            isSpaced = isSpace;
        }
        if (isSpaced && to[^1] == ' ')
        {
            to.Length--;
        }
    }

    /// <summary>Decomposes letters, so that a ligature or accent that another parser writes is no change; 10² and 102 stay different.</summary>
    private static string Plain(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }
        var (plain, from) = (new StringBuilder(text.Length), 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || char.GetUnicodeCategory(text[i]) == UnicodeCategory.OtherNumber)
            {
                plain.Append(UnicodeText.Decompose(text[from..i]));
                if (i < text.Length)
                {
                    plain.Append(text[i]);
                }
                from = i + 1;
            }
        }
        return plain.ToString();
    }

    private static uint[] WordsOf(ReadOnlySpan<char> text)
    {
        var words = new SortedSet<uint>();
        var hash = Start;
        var isIn = false;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                (hash, isIn) = ((hash ^ char.ToLowerInvariant(c)) * Prime, true);
            }
            else if (isIn)
            {
                Add();
            }
        }
        if (isIn)
        {
            Add();
        }
        return [.. words];

        void Add()
        {
            // The last bits of FNV spread badly: mixed, so that the smallest hashes are a fair sample.
            hash ^= hash >> 16;
            hash *= Mix;
            words.Add(hash ^ (hash >> 13));
            if (words.Count > MaxWords)
            {
                words.Remove(words.Max);
            }
            (hash, isIn) = (Start, false);
        }
    }

    /// <summary>FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/</summary>
    private const uint Start = 2_166_136_261;
    private const uint Prime = 16_777_619;

    /// <summary>Of the finaliser of MurmurHash3.</summary>
    private const uint Mix = 0x85eb_ca6b;
}
