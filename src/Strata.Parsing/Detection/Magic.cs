namespace Strata.Parsing.Detection;

/// <summary>Detects formats by their first bytes (signatures from the formats' own specifications).</summary>
internal static class Magic
{
    public static string? Find(ReadOnlySpan<byte> head) =>
        head switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] or [(byte)'P', (byte)'K', 7, 8, ..] => MediaTypes.Zip,
            [0x1F, 0x8B, ..] => MediaTypes.Gzip,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x00, 0x00, 0x01, 0x00, ..] => "image/x-icon",
            [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => "application/x-7z-compressed",
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => "application/x-xz",
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "application/zstd",
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => "application/x-ole-storage",
            [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "application/x-elf",
            [0x00, (byte)'a', (byte)'s', (byte)'m', ..] => "application/wasm",
            [(byte)'I', (byte)'I', 0x2A, 0x00, ..] or [(byte)'M', (byte)'M', 0x00, 0x2A, ..] => "image/tiff",
            _ => FindByText(head),
        };

    private static string? FindByText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
        {
            return "image/gif";
        }
        if (head.StartsWith("SQLite format 3\0"u8))
        {
            return "application/vnd.sqlite3";
        }
        if (head.StartsWith("{\\rtf"u8))
        {
            return "application/rtf";
        }
        if (head.StartsWith("Rar!\x1A\x07"u8))
        {
            return "application/vnd.rar";
        }
        if (head.StartsWith("OggS\0"u8))
        {
            return "audio/ogg";
        }
        if (head.StartsWith("PAR1"u8) && !TextDetection.IsText(head))
        {
            return "application/vnd.apache.parquet";
        }
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
        {
            return head[8..].StartsWith("WEBP"u8) ? "image/webp"
                : head[8..].StartsWith("WAVE"u8) ? "audio/wav"
                : null;
        }
        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8))
        {
            return head[8..].StartsWith("heic"u8) ? "image/heic"
                : head[8..].StartsWith("avif"u8) ? "image/avif"
                : "video/mp4";
        }
        if ((head.StartsWith("BM"u8) || head.StartsWith("BZh"u8) || head.StartsWith("ID3"u8)) && !TextDetection.IsText(head))
        {
            return head[0] == 'I' ? "audio/mpeg"
                : head[1] == 'M' ? "image/bmp"
                : "application/x-bzip2";
        }
        // A PDF may have up to 1 KB of other bytes before its header (ISO 32000-1, annex H.3.4.1).
        return head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) is var pdf && (pdf == 0 || (pdf > 0 && !TextDetection.IsText(head)))
            ? MediaTypes.Pdf
            : null;
    }
}
