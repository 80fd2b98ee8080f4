using System.Net;
using Strata.Testing;

namespace Strata.Server.Tests;

public sealed class DocumentTests
{
    [Theory, DoorData]
    public async Task Documents_blocks_pages_and_the_way_back_are_routes_and_anothers_are_not_found(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        using var pdf = new ByteArrayContent(Office.Pdf(["Invoice", "Invoice number: 4711", "Total: 12.50 EUR"]));
        var source = (
            await server.Alice.PostAsync("/api/v1/sources?file_name=i.pdf", pdf, TestContext.Current.CancellationToken).JsonAsync(201)
        ).Text("source_id");

        var listed = (await server.Alice.AskAsync($"/api/v1/documents?source_id={source}").JsonAsync()).Items().ShouldHaveSingleItem();
        var id = listed.Text("document_id");
        listed.Text("locator_in").ShouldBe("text");
        (await server.Alice.AskAsync($"/api/v1/documents/{id}").JsonAsync()).GetProperty("facts").Text("detected_by").ShouldBe("content");
        var block = (await server.Alice.AskAsync($"/api/v1/documents/{id}/blocks?page=1&text=4711&limit=5").JsonAsync())
            .Items()
            .ShouldHaveSingleItem();
        block.GetProperty("places")[0].GetProperty("box").GetProperty("page_width").GetDouble().ShouldBe(595);
        await server.Alice.AskAsync($"/api/v1/documents/{id}/blocks?type=chapter").RefusedAsync(400, "INVALID_CONTENT");

        using var page = await server.Alice.AskAsync($"/api/v1/documents/{id}/pages/1.png");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        page.Headers.CacheControl!.ToString().ShouldBe("max-age=86400, private");
        using var small = await server.Alice.AskAsync($"/api/v1/documents/{id}/pages/1.png?width=200");
        small.Headers.NonValidated["Cache-Control"].ToString().ShouldBe("private, max-age=31536000, immutable");
        small.Headers.ETag.ShouldNotBe(page.Headers.ETag);
        using var kept = await server.Alice.AskAsync(
            $"/api/v1/documents/{id}/pages/1.png?width=200",
            ("If-None-Match", small.Headers.ETag!.ToString())
        );
        kept.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await server.Alice.AskAsync($"/api/v1/documents/{id}/pages/1.png?width=201").RefusedAsync(400, "INVALID_CONTENT");
        using var shown = await server.Alice.AskAsync($"/api/v1/sources/{source}/show?as=text");
        (await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Invoice number: 4711");
        using var main = await server.Alice.AskAsync($"/api/v1/sources/{source}/show?as=text&main=true");
        (await main.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Invoice number: 4711");
        (await server.Alice.AskAsync($"/api/v1/documents/{id}/blocks?main=true&text=4711").JsonAsync()).Items().ShouldHaveSingleItem();
        var report = await server.Alice.TellAsync($"/api/v1/sources/{source}/reconstruct/report", "{}").JsonAsync();
        report.GetProperty("identical").GetBoolean().ShouldBeTrue();
        const string revision = """{"revisions":[{"block":0,"text":"x"}]}""";
        await server.Alice.TellAsync($"/api/v1/sources/{source}/reconstruct", revision).RefusedAsync(400, "INVALID_CONTENT");

        var entity = (await server.Alice.AskAsync("/api/v1/entities/find?identifier=4711").JsonAsync())
            .Items()
            .ShouldHaveSingleItem()
            .Text("entity_id");
        var stated = (await server.Alice.AskAsync($"/api/v1/entities/{entity}/observations?evidence=true").JsonAsync())
            .Items()
            .ShouldHaveSingleItem();
        var evidence = stated.GetProperty("evidence").GetProperty("invoice_number");
        (evidence.Text("quote"), evidence.GetProperty("places")[0].GetProperty("page").GetInt32()).ShouldBe(("4711", 1));
        var (inner, around) = (evidence.GetProperty("places")[0].GetProperty("box"), evidence.GetProperty("parent")[0].GetProperty("box"));
        around.GetProperty("left").GetDouble().ShouldBeLessThan(inner.GetProperty("left").GetDouble());

        using var damaged = new ByteArrayContent("%PDF-1.7 broken"u8.ToArray());
        var broken = (
            await server
                .Alice.PostAsync("/api/v1/sources?file_name=b.pdf&interpret=false", damaged, TestContext.Current.CancellationToken)
                .JsonAsync(201)
        ).Text("source_id");
        await server.Alice.AskAsync($"/api/v1/sources/{broken}/show").RefusedAsync(422, "INTERPRETATION_FAILED");
        await server.Alice.AskAsync($"/api/v1/documents/{broken}/blocks").RefusedAsync(422, "INTERPRETATION_FAILED");

        foreach (
            var route in new[]
            {
                $"documents/{id}",
                $"documents/{id}/blocks",
                $"documents/{id}/pages/1.png",
                $"documents/{id}/pages/1.png?width=200",
                $"sources/{source}/show",
                $"sources/{id}/show",
            }
        )
        {
            await server.Bob.AskAsync("/api/v1/" + route).RefusedAsync(404, "SOURCE_NOT_FOUND");
        }
        (await server.Bob.AskAsync("/api/v1/documents").JsonAsync()).Items().ShouldBeEmpty();
    }
}
