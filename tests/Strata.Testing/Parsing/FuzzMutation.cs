namespace Strata.Testing;

/// <summary>Changes a sample a little or a lot.</summary>
internal static class FuzzMutation
{
    private const int MaxLength = 64 * 1024;

    // Pieces that mean something to one format or another.
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\n",
            "\r\n",
            "\r",
            "\0",
            "\"",
            "'",
            "`",
            "```",
            "<",
            ">",
            "</",
            "/>",
            "<table>",
            "<td colspan=9999>",
            "<svg>",
            "<!--",
            "]]>",
            "<![CDATA[",
            "&#0;",
            "&amp;",
            "&lol;",
            "{",
            "}",
            "[",
            "]",
            "[[",
            "(",
            ")",
            ":",
            ": ",
            "- ",
            "> ",
            "# ",
            "|",
            "---",
            "...",
            "*a",
            "&a ",
            "!!",
            "%",
            "=",
            "==",
            "=?utf-8?B?",
            "?=",
            "=C3",
            ";",
            ",",
            "\t",
            " ",
            "\\",
            "\\u0000",
            "\\ud800",
            "--b",
            "--b--",
            "From ",
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VCARD",
            "00:00:01.000 --> 99:99:99.999",
            "PK\u0001\u0002",
            "PK\u0003\u0004",
            "PK\u0005\u0006",
            "9999999999",
            "-1",
            "1e999",
            "\uFEFF",
            "東京",
            "😀",
            "e\u0301",
            "\u202E",
            "\u2028",
            "true",
            "null",
            "<!DOCTYPE",
            "<?xml",
            "[^1]",
            "$$",
            "~~~",
            "    ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xFF, 0xFE],
        [0xFE, 0xFF],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xFF, 0xFF, 0xFF, 0xFF],
        [0, 0, 0, 0],
        [0x7F, 0xFF, 0xFF, 0xFF],
        [0x80],
    ];

    public static byte[] Of(byte[] sample, IReadOnlyList<byte[]> samples, Random random)
    {
        var bytes = sample.ToList();
        for (var changes = 1 + random.Next(random.Next(4) == 0 ? 40 : 5); changes > 0; changes--)
        {
            Change(bytes, samples, random);
        }

        return bytes.Count <= MaxLength ? [.. bytes] : [.. bytes.Take(MaxLength)];
    }

    /// <summary>Bytes are overwritten and none added or removed: what stands at fixed places (sectors, records) stays there.</summary>
    public static byte[] InPlace(byte[] sample, Random random)
    {
        var bytes = sample.ToArray();
        for (var changes = 1 + random.Next(random.Next(4) == 0 ? 60 : 8); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            var length = Math.Min(bytes.Length - at, 1 << random.Next(4));
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    random.NextBytes(bytes.AsSpan(at, length));
                    break;
                case 2:
                    bytes.AsSpan(at, length).Fill((byte)(random.Next(2) * 0xFF));
                    break;
                default:
                    bytes.AsSpan(random.Next(bytes.Length - length + 1), length).CopyTo(bytes.AsSpan(at));
                    break;
            }
        }

        return bytes;
    }

    private static void Change(List<byte> bytes, IReadOnlyList<byte[]> samples, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 << random.Next(9));
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3 when bytes.Count < MaxLength:
                var copies = Enumerable
                    .Repeat(bytes.GetRange(at, length), 1 + random.Next(random.Next(8) == 0 ? 60 : 3))
                    .SelectMany(copy => copy)
                    .ToList();
                bytes.InsertRange(random.Next(bytes.Count + 1), copies);
                break;
            case 4:
                bytes.RemoveRange(at, random.Next(6) == 0 ? bytes.Count - at : 0);
                break;
            case 5:
                var other = samples[random.Next(samples.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 256)).ToArray());
                break;
            default:
                var piece = Pieces[random.Next(Pieces.Length)];
                for (var times = random.Next(12) == 0 ? random.Next(300) : 1; times > 0; times--)
                {
                    bytes.InsertRange(at, piece);
                }

                break;
        }
    }
}
