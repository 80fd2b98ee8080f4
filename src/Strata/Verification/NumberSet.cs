namespace Strata.Verification;

/// <summary>A set of positive numbers that lie close together: a bit each.</summary>
internal sealed class NumberSet
{
    private const int PageBits = 12;
    private readonly Dictionary<long, ulong[]> _pages = [];

    public void Add(long number)
    {
        if (!_pages.TryGetValue(number >> PageBits, out var page))
        {
            _pages[number >> PageBits] = page = new ulong[(1 << PageBits) / 64];
        }
        page[Word(number)] |= Bit(number);
    }

    public bool Contains(long number) => _pages.TryGetValue(number >> PageBits, out var page) && (page[Word(number)] & Bit(number)) != 0;

    private static int Word(long number) => (int)(number & ((1 << PageBits) - 1)) / 64;

    private static ulong Bit(long number) => 1UL << (int)(number & 63);
}
