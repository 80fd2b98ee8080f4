using Strata.Testing;

namespace Strata.Export;

/// <summary>What people confirm that blocks should read comes back in the document's own format.</summary>
public sealed class RevisedTextTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>As the template prose_revision, but of blocks of any type.</summary>
    private static readonly JsonElement AnyBlock = JsonElement.Parse(
        """
        {"type":"object","properties":{"text":{"type":"string","x-strata":{"revises":"text","evidence":"none"}}},"x-strata":{"annotates":"blocks"}}
        """
    );

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task Confirmed_revisions_are_spliced_in_and_undone_they_leave_the_source(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string text = "# Title\r\n\r\nOne *two* three.\r\n\r\n- Vier fünf 😀\r\n- gone\r\n\r\nLast.\r\n";
        var read = await AnnotatedText.IngestAsync(
            store,
            "prose_revision",
            """{"blocks":[{"id":"b1","fields":{"text":{"value":"First & second."}}},{"id":"b2","fields":{"text":{"value":"Neu ü"}}},{"id":"b4","fields":{"text":{"value":"Open."}}}]}""",
            "a.md",
            Encoding.UTF8.GetBytes(text)
        );
        var (nothing, same) = await MadeAsync(store.Alice, read.SourceId);
        nothing.Identical.ShouldBeTrue();
        Encoding.UTF8.GetString(same).ShouldBe(text);
        nothing.NotConfirmed.Select(r => r.Block).ShouldBe([1, 2, 4]);

        await read.DecideAsync("text", ReviewAction.Confirm, null, block: 1);
        await read.DecideAsync("text", ReviewAction.Correct, "Besser ü", block: 2);

        var (report, back) = await MadeAsync(store.Alice, read.SourceId);
        report.NotApplied.ShouldBeEmpty();
        report.Changes.Count.ShouldBe(2);
        report.NotConfirmed.ShouldHaveSingleItem().Text.ShouldBe("Open.");
        var made = Encoding.UTF8.GetString(back);
        made.ShouldStartWith("# Title\r\n\r\nFirst");
        made.ShouldContain("\r\n\r\n- Besser ü\r\n- gone\r\n\r\nLast.\r\n");
        var again = await store.Bob.IngestAsync("a.md", back);
        ExportTests
            .Lines(await ExportTests.BytesAsync(store.Bob, new ExportRequest { Source = again.SourceId }))
            .Select(l => l.GetProperty("immutable").GetProperty("text").GetString())
            .ShouldBe(["Title", "First & second.", "Besser ü", "gone", "Last."]);

        await read.DecideAsync("text", ReviewAction.Correct, "", block: 2);
        Encoding.UTF8.GetString((await MadeAsync(store.Alice, read.SourceId)).Bytes).ShouldNotContain("Vier");
        await read.DecideAsync("text", ReviewAction.Reset, null);
        (await MadeAsync(store.Alice, read.SourceId)).Bytes.ShouldBe(Encoding.UTF8.GetBytes(text));
    }

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task Pages_keep_their_own_format(Engine engine)
    {
        await AreMadeAsync(
            engine,
            "a.html",
            "<html><body><p class=\"a\">One <b>two</b> &amp; three.</p>\r\n<p>Stays &lt;here&gt;.</p>\r\n<p>Goes.</p></body></html>",
            "Neu & besser 😀",
            "<html><body><p class=\"a\">Neu &amp; besser 😀</p>\r\n<p>Stays &lt;here&gt;.</p>\r\n</body></html>"
        );
    }

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task Rows_and_members_keep_their_own_format(Engine engine)
    {
        await AreMadeAsync(
            engine,
            "a.csv",
            "name,note\r\n\"Ann\",\"one, two\"\r\nBen,plain\r\nCid,goes\r\n",
            "Ann,\"three, \"\"four\"\"\"",
            "name,note\r\nAnn,\"three, \"\"four\"\"\"\r\nBen,plain\r\n"
        );
        await AreMadeAsync(
            engine,
            "a.json",
            "[\n  {\"name\": \"Ann\", \"note\": \"one\"},\n  {\"name\": \"Ben\", \"note\": \"two\"},\n  {\"name\": \"Cid\", \"note\": \"goes\"}\n]\n",
            "{\"name\": \"Ann\", \"note\": \"a \\\"b\\\"\"}",
            "[\n  {\"name\": \"Ann\", \"note\": \"a \\\"b\\\"\"},\n  {\"name\": \"Ben\", \"note\": \"two\"}\n]\n"
        );
    }

    /// <summary>Revises the first of three blocks, removes the last, and takes both back.</summary>
    private static async Task AreMadeAsync(Engine engine, string name, string text, string first, string expected)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var answer =
            """{"blocks":[{"id":"b0","fields":{"text":{"value":"""
            + JsonSerializer.Serialize(first)
            + """}}},{"id":"b2","fields":{"text":{"value":"x"}}}]}""";
        var read = await AnnotatedText.IngestAsync(store, "revision", answer, name, Encoding.UTF8.GetBytes(text), AnyBlock);
        (await MadeAsync(store.Alice, read.SourceId)).Report.Identical.ShouldBeTrue();

        await read.DecideAsync("text", ReviewAction.Confirm, null, block: 0);
        await read.DecideAsync("text", ReviewAction.Correct, "", block: 2);

        var (report, back) = await MadeAsync(store.Alice, read.SourceId);
        report.NotApplied.ShouldBeEmpty(name);
        report.Changes.Select(c => c.Block).ShouldBe([0, 2], name);
        Encoding.UTF8.GetString(back).ShouldBe(expected);
        await read.DecideAsync("text", ReviewAction.Reset, null);
        (await MadeAsync(store.Alice, read.SourceId)).Bytes.ShouldBe(Encoding.UTF8.GetBytes(text));
    }

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task Bytes_that_are_not_their_text_become_Markdown_with_the_revised_text(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var read = await AnnotatedText.IngestAsync(
            store,
            "prose_revision",
            """{"blocks":[{"id":"b0","fields":{"text":{"value":"Better."}}}]}""",
            "a.pdf",
            Office.Pdf(["This wording is worse than it could be."], ["This one stays as it is."])
        );
        (await MadeAsync(store.Alice, read.SourceId)).Report.Identical.ShouldBeTrue();

        await read.ConfirmAsync("text");

        var (report, back) = await MadeAsync(store.Alice, read.SourceId);
        report.MediaType.ShouldBe("text/markdown");
        report.Changes.ShouldHaveSingleItem().Before.ShouldBe("This wording is worse than it could be.");
        Encoding.UTF8.GetString(back).ShouldBe("Better.\n\nThis one stays as it is.\n");
        (await Should.ThrowAsync<StrataException>(() => MadeAsync(store.Bob, read.SourceId))).Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    private static async Task<(ReconstructReport Report, byte[] Bytes)> MadeAsync(IStrata user, string source)
    {
        var made = await user.Blocks.ReconstructAsync(source, new ReconstructRequest(), None);
        await using var content = made.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, None);
        return (made.Report, bytes.ToArray());
    }
}
