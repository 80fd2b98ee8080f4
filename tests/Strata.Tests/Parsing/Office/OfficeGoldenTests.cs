using Strata.Parsing;

namespace Strata.Tests.Parsing.Office;

/// <summary>
/// Files written by LibreOffice, other makers of pages and mail programs from <c>Golden/sources</c> (see <c>make.sh</c>,
/// <c>make-pages.sh</c> and <c>make-mail.sh</c> there) and the blocks they read as, reviewed by eye.
/// With <c>STRATA_UPDATE_GOLDEN=1</c> the expectations are written anew, to be reviewed again.
/// </summary>
public sealed class OfficeGoldenTests
{
    public static TheoryData<string> Files =>
        [
            .. Directory
                .EnumerateFiles(Rendered.FilePath(""))
                .Where(file => !file.EndsWith(".txt", StringComparison.Ordinal))
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_reads_as_reviewed(string name)
    {
        var source = File.ReadAllBytes(Rendered.FilePath(name));
        var detected = MediaTypes.Explain(new MemoryStream(source), name, null).MediaType;
        var parser = Parsers.For(detected).ShouldNotBeNull($"no parser for {detected}");
        var dump = BlockDump.Of(Rendered.Many(parser, source)) + Members(parser, source);
        if (parser.Id is "html" or "mail" or "mbox")
        {
            Parsed.Many(parser, source);
        }

        var expected = Rendered.FilePath(name + ".txt");
        if (Environment.GetEnvironmentVariable("STRATA_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(expected, dump);
        }

        dump.ShouldBe(File.ReadAllText(expected));
    }

    private static string Members(IParser parser, byte[] source) =>
        parser is not IContainerParser container
            ? ""
            : string.Concat(
                container
                    .Members(new MemoryStream(source), null, ParseBudget.Default)
                    .Select(member =>
                    {
                        using var content = member.Open();
                        using var bytes = new MemoryStream();
                        content.CopyTo(bytes);
                        return string.Create(
                            CultureInfo.InvariantCulture,
                            $"& {member.Path} {member.FileName} {member.MediaType}, {bytes.Length} bytes\n"
                        );
                    })
            );
}
