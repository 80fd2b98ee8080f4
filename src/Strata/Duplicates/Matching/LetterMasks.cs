using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Strata.Duplicates.Matching;

/// <summary>Where a short text has a letter, as bits: comparators then take all positions of a letter at once.</summary>
internal readonly ref struct LetterMasks
{
    /// <summary>Longer texts have no bits.</summary>
    public const int MaxLength = 64;

    private const int Lane = 16;
    private readonly ref ushort _first;
    private readonly int _length;

    /// <param name="buffer">Of <see cref="MaxLength"/> characters; the text is copied there.</param>
    public LetterMasks(ReadOnlySpan<char> text, Span<char> buffer)
    {
        text.CopyTo(buffer);
        _first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(buffer));
        _length = text.Length;
    }

    /// <summary>Bit i: the text's letter i is <paramref name="letter"/>. Bits from the text's length on say nothing.</summary>
    public ulong Where(char letter)
    {
        var wanted = Vector256.Create((ushort)letter);
        var found = (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref _first), wanted).ExtractMostSignificantBits();
        for (var at = Lane; at < _length; at += Lane)
        {
            found |= (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref _first, (nuint)at), wanted).ExtractMostSignificantBits() << at;
        }
        return found;
    }
}
