using Strata.Testing;

namespace Strata.Documents;

/// <summary>
/// Corrected values that their schema puts into the text: written as the format has them, in every document of the source.
/// </summary>
public sealed class DeclaredRevisionTests
{
    private const string Deep = "blau, \"tief\" & < x";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task A_corrected_value_is_read_again_in_every_format(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RegisterAsync(store.Alice);
        await RegisterAsync(store.Bob);
        foreach (
            var (name, written) in new[]
            {
                ("g.csv", "code,description,weight\nc1,Saphir,2\nc2,Rubin,3\n"),
                ("g.json", """[{"code":"c1","description":"Saphir"},{"code":"c2","description":"Rubin"}]"""),
                (
                    "g.xml",
                    "<gems><gem><code>c1</code><description>Saphir</description></gem><gem><code>c2</code><description>Rubin</description></gem></gems>"
                ),
                ("g.yaml", "- code: c1\n  description: Saphir\n- code: c2\n  description: Rubin\n"),
                ("g.toml", "[[gem]]\ncode = \"c1\"\ndescription = \"Saphir\"\n[[gem]]\ncode = \"c2\"\ndescription = 'Rubin'\n"),
            }
        )
        {
            var text = written.Replace("c1", name + "1").Replace("c2", name + "2");
            var source = await store.Alice.IngestAsync(name, text, new IngestRequest { EntityType = "gemstone" });
            var stone = (await store.Alice.FindEntitiesAsync(name + "1", "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
            await store.Alice.CorrectAsync(stone.EntityId, "{\"description\":" + System.Text.Json.JsonSerializer.Serialize(Deep) + "}");
            var (report, back) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest());
            report.NotApplied.ShouldBeEmpty(name);
            report.Changes.Count.ShouldBe(1, name);

            var again = await store.Bob.IngestAsync(name, back, new IngestRequest { EntityType = "gemstone" });
            var document = (
                await store.Bob.Documents.ListAsync(new DocumentQuery { SourceId = again.SourceId }, None)
            ).Items.ShouldHaveSingleItem();
            document.Complete.ShouldBeTrue(name);
            document.BlockCount.ShouldBe(2, name);
            foreach (var (code, description) in new[] { (name + "1", Deep), (name + "2", "Rubin") })
            {
                var read = (await store.Bob.FindEntitiesAsync(code, "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
                read.Fields["description"].GetString().ShouldBe(description, name);
            }
        }
    }

    [Theory, DatabaseData]
    public async Task All_documents_of_a_source_are_revised_and_a_block_number_alone_says_not_which(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RegisterAsync(store.Alice);
        const string json =
            """{"stones":[{"code":"m1","description":"Opal"},{"code":"m2","description":"Onyx"}],"others":[{"code":"n1","description":"Jade"},{"code":"n2","description":"Agat"}]}""";
        var source = await store.Alice.IngestAsync("m.json", json, new IngestRequest { EntityType = "gemstone" });
        var documents = (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = source.SourceId }, None)).Items;
        documents.Select(d => d.Part).ShouldBe(["stones", "others"], ignoreOrder: true);
        foreach (var (code, text) in new[] { ("m1", "Opal \"A\""), ("n2", "Achat") })
        {
            var stone = (await store.Alice.FindEntitiesAsync(code, "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
            await store.Alice.CorrectAsync(stone.EntityId, "{\"description\":" + System.Text.Json.JsonSerializer.Serialize(text) + "}");
        }

        var (report, back) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest());
        Encoding.UTF8.GetString(back).ShouldBe(json.Replace("Opal", "Opal \\\"A\\\"").Replace("Agat", "Achat"));
        report.Changes.Select(c => c.Before).ShouldBe(["Opal", "Agat"]);
        report.DocumentId.ShouldBeNull();

        var others = documents.Single(d => d.Part == "others").DocumentId;
        var (one, half) = await MadeAsync(store.Alice, others, new ReconstructRequest { Revisions = [new(0, """{"code":"n3"}""")] });
        Encoding
            .UTF8.GetString(half)
            .ShouldBe(json.Replace("""{"code":"n1","description":"Jade"}""", """{"code":"n3"}""").Replace("Agat", "Achat"));
        one.DocumentId.ShouldBe(others);

        var refused = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.Blocks.ReconstructAsync(source.SourceId, new ReconstructRequest { Revisions = [new(0, "x")] }, None)
        );
        documents.ShouldAllBe(d => refused.Message.Contains(d.DocumentId));
    }

    [Theory, DatabaseData]
    public async Task A_correction_outlives_another_reading_of_its_table(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RegisterAsync(store.Alice);
        var source = await store.Alice.IngestAsync(
            "h.csv",
            "code,description\nh1,Opal\nh2,Onyx\n",
            new IngestRequest { EntityType = "gemstone" }
        );
        var stone = (await store.Alice.FindEntitiesAsync("h1", "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
        await store.Alice.CorrectAsync(stone.EntityId, """{"description":"Opal, weiss"}""");
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = source.SourceId, Header = false }, null, None);

        var (report, back) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest());

        Encoding.UTF8.GetString(back).ShouldBe("code,description\nh1,\"Opal, weiss\"\nh2,Onyx\n");
        report.NotApplied.ShouldBeEmpty();
        report.DocumentId.ShouldNotBeNull();
    }

    [Theory, DatabaseData]
    public async Task Bytes_that_are_not_their_text_say_that_nothing_is_put_in(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RegisterAsync(store.Alice);
        var book = Office.Xlsx(
            "Stones",
            [
                ["code", "description"],
                ["k1", "Opal"],
                ["k2", "Onyx"],
            ]
        );
        var source = await store.Alice.IngestAsync("k.xlsx", book, new IngestRequest { EntityType = "gemstone" });
        var stone = (await store.Alice.FindEntitiesAsync("k1", "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
        await store.Alice.CorrectAsync(stone.EntityId, """{"description":"Opal, weiss"}""");

        var (report, back) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest());

        back.ShouldBe(book);
        var left = report.NotApplied.ShouldHaveSingleItem();
        (left.EntityId, left.Field, left.Text).ShouldBe((stone.EntityId, "description", "Opal, weiss"));
        left.Reason.ShouldContain("not its text");
    }

    private static Task RegisterAsync(IStrata strata) =>
        strata.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "gemstone",
                Schema = System.Text.Json.JsonElement.Parse(
                    """
                    {"type":"object","title":"Gemstone","x-strata":{"identity":[["code"]]},
                     "properties":{"code":{"type":"string"},"description":{"type":"string","x-strata":{"revises":"text"}},"weight":{"type":"number"}}}
                    """
                ),
            },
            None
        );

    private static async Task<(ReconstructReport Report, byte[] Bytes)> MadeAsync(IStrata strata, string id, ReconstructRequest request)
    {
        var made = await strata.Blocks.ReconstructAsync(id, request, None);
        await using var content = made.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, None);
        return (made.Report, bytes.ToArray());
    }
}
