using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Strata.PdfReader;

/// <summary>PdfPig's filters with a limit on unpacked bytes: out of memory, PdfPig would treat a stream as if it were not packed.</summary>
internal sealed class BoundedFilters : IFilterProvider
{
    private const int MaxBytes = 256 * 1024 * 1024;

    private static readonly IFilterProvider All = DefaultFilterProvider.Instance;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => [.. All.GetFilters(dictionary).Select(Bounded)];

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => [.. All.GetNamedFilters(names).Select(Bounded)];

    public IReadOnlyList<IFilter> GetAllFilters() => [.. All.GetAllFilters().Select(Bounded)];

    private static IFilter Bounded(IFilter filter) => filter is FlateFilter ? new BoundedFlate(filter) : filter;

    private sealed class BoundedFlate(IFilter filter) : IFilter
    {
        /// <summary>Length of the zlib header, in bytes (RFC 1950).</summary>
        private const int Header = 2;

        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            Measure(input);
            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private static void Measure(Memory<byte> input)
        {
            // Deflate packs about a thousand bytes into one at best.
            if (input.Length < Math.Max(Header, MaxBytes / 1100))
            {
                return;
            }
            using var packed = new MemoryStream(input[Header..].ToArray(), writable: false);
            using var unpacked = new DeflateStream(packed, CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            try
            {
                for (long left = MaxBytes; unpacked.Read(buffer) is > 0 and var read; )
                {
                    if ((left -= read) < 0)
                    {
                        throw new NotSupportedException($"a stream of it unpacks to more than {MaxBytes} bytes (the limit)");
                    }
                }
            }
            catch (InvalidDataException)
            {
                // Damaged: the filter keeps what precedes the damage.
            }
        }
    }
}
