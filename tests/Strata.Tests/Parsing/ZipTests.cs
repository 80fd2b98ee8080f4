using System.Buffers.Binary;
using System.IO.Compression;
using Strata.Parsing;
using Strata.Parsing.Gzip;
using Strata.Parsing.Zip;

namespace Strata.Tests.Parsing;

public sealed class ZipTests
{
    private static readonly ZipParser Zips = new();

    [Fact]
    public void Members_come_in_order_with_their_bytes()
    {
        var zip = Zip(("notes/über.txt", "hello"), ("empty/", ""), ("a.csv", "a,b\n1,2\n"), ("__MACOSX/x", "litter"));

        var parsed = Parsed.One(Zips, zip);
        parsed.Blocks.Select(b => b.Text).ShouldBe(["notes/über.txt", "a.csv"]);
        parsed.Diagnostics.ShouldBeEmpty();
        Members(zip)
            .Select(m => (m.Path, m.FileName, Read(m)))
            .ShouldBe([("notes/über.txt", "über.txt", "hello"), ("a.csv", "a.csv", "a,b\n1,2\n")]);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\host\\share")]
    [InlineData("..\\x")]
    [InlineData("C:/x")]
    [InlineData("a\0b")]
    public void Paths_that_lead_out_are_refused(string name)
    {
        var zip = Zip((name, "x"), ("good", "y"));

        Members(zip).Select(m => m.Path).ShouldBe(["good"]);
        Parsed.One(Zips, zip).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("leads out");
    }

    [Fact]
    public void Links_encryption_and_unknown_methods_are_refused()
    {
        var zip = Zip(("link", "/etc/passwd"), ("secret", "x"), ("strange", "y"), ("good", "z"));
        Entry(
            zip,
            0,
            e =>
            {
                e[5] = 3;
                BinaryPrimitives.WriteUInt32LittleEndian(e[38..], 0xA1FF0000);
            }
        );
        Entry(zip, 1, e => e[8] |= 1);
        Entry(zip, 2, e => e[10] = 99);

        Members(zip).Select(m => m.Path).ShouldBe(["good"]);
        Parsed
            .One(Zips, zip)
            .Diagnostics.Select(d => d.Reason)
            .ShouldBe([
                "link: it is a symbolic link",
                "secret: it is encrypted",
                "strange: it is compressed by method 99, which is not read",
            ]);
    }

    [Fact]
    public void A_bomb_is_refused_by_its_ratio_and_by_what_it_expands_to()
    {
        var zip = Zip(("bomb", new string('0', 20_000_000)), ("good", "z"));

        Members(zip).Select(m => m.Path).ShouldBe(["good"]);
        Parsed.One(Zips, zip).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("250 times");
        var three = Zip(("a", "12345"), ("b", "12345"), ("c", "1"));
        Members(three, new() { MaxExpandedBytes = 8 }).Select(m => m.Path).ShouldBe(["a", "c"]);
        Parsed
            .One(Zips, three, null, new() { MaxExpandedBytes = 8 })
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldBe("b: the ZIP would expand to more than 8 bytes (MaxExpandedBytes)");
        Parsed.One(Zips, Zip(("a", ""), ("b", ""), ("c", "")), null, new() { MaxMembers = 2 }).Diagnostics.ShouldContain(d => d.Fatal);
    }

    [Fact]
    public void A_member_that_lies_about_its_size_ends_with_an_error()
    {
        var zip = Zip(("liar", new string('0', 1000)), ("good", "z"));
        Entry(zip, 0, e => BinaryPrimitives.WriteUInt32LittleEndian(e[24..], 10));

        Should.Throw<InvalidDataException>(() => Read(Members(zip).First())).Message.ShouldContain("10 bytes");
        Entry(zip, 0, e => BinaryPrimitives.WriteUInt32LittleEndian(e[24..], 1001));
        Should.Throw<InvalidDataException>(() => Read(Members(zip).First())).Message.ShouldContain("1000 of 1001");
        Entry(
            zip,
            0,
            e =>
            {
                BinaryPrimitives.WriteUInt32LittleEndian(e[24..], 1000);
                e[16] ^= 1;
            }
        );
        Should.Throw<InvalidDataException>(() => Read(Members(zip).First())).Message.ShouldContain("checksum");
    }

    [Fact]
    public void Members_that_share_bytes_are_refused()
    {
        var zip = Zip(("a", "12345"), ("b", "12345"));
        Entry(zip, 1, e => BinaryPrimitives.WriteUInt32LittleEndian(e[42..], 4));

        Parsed.One(Zips, zip).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("overlaps");
    }

    [Fact]
    public void A_zip_that_is_cut_off_says_so()
    {
        var zip = Zip(("a", "12345"));

        Parsed.One(Zips, zip[..^30]).Diagnostics.ShouldContain(d => d.Fatal);
        Members(zip[..^30]).ShouldBeEmpty();
    }

    [Fact]
    public void Gzip_holds_one_source()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }

        Parsed.One(new GzipParser(), packed.ToArray(), "table.csv.gz").Blocks.ShouldHaveSingleItem().Text.ShouldBe("table.csv");
        var member = new GzipParser().Members(packed, "table.csv.gz", ParseBudget.Default).ShouldHaveSingleItem();
        member.FileName.ShouldBe("table.csv");
        Read(member).ShouldBe("a,b\n1,2\n");
        Should
            .Throw<InvalidDataException>(() => Read(new GzipParser().Members(packed, null, new() { MaxExpandedBytes = 7 }).Single()))
            .Message.ShouldContain("MaxExpandedBytes");
    }

    internal static byte[] Zip(params (string Name, string Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in members)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }

    private delegate void Change(Span<byte> entry);

    /// <summary>Changes an entry of the central directory.</summary>
    private static void Entry(byte[] zip, int index, Change change)
    {
        var at = -1;
        for (var i = 0; i <= index; i++)
        {
            at += 1 + zip.AsSpan(at + 1).IndexOf("PK\u0001\u0002"u8);
        }

        change(zip.AsSpan(at));
    }

    private static IEnumerable<SourceMember> Members(byte[] zip, ParseBudget? budget = null) =>
        Zips.Members(new MemoryStream(zip), null, budget ?? ParseBudget.Default);

    private static string Read(SourceMember member)
    {
        using var stream = member.Open();
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
