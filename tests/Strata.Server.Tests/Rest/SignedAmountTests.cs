using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>An amount whose sign stands in a column of words leads to both places, through each of the doors.</summary>
public sealed class SignedAmountTests
{
    [Theory, DoorData]
    public async Task Rest_and_mcp_quote_the_amount_and_the_word_that_gave_it_its_sign(Engine engine)
    {
        const string csv = "date,description,amount,way\n2026-01-05,Shop,45.10,Debit\n2026-01-06,Pay,2500.00,Credit\n";
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        await server.Alice.UploadAsync("?file_name=a.csv&entity_type=transaction", csv).JsonAsync(201);
        var listed = (await server.Alice.AskAsync("/api/v1/entities?type=transaction").JsonAsync()).Items().ToList();
        var shop = listed.Single(e => e.GetProperty("fields").Text("description") == "Shop").Text("entity_id");
        var pay = listed.Single(e => e.GetProperty("fields").Text("description") == "Pay").Text("entity_id");

        foreach (
            var proof in new[]
            {
                await server.Alice.AskAsync($"/api/v1/entities/{shop}/provenance/amount").JsonAsync(),
                await mcp.CallAsync("get_field_provenance", $$"""{"entity_id":"{{shop}}","field":"amount"}"""),
                (await server.Alice.AskAsync($"/api/v1/entities/{shop}/observations?evidence=true").JsonAsync())
                    .Items()
                    .Single()
                    .GetProperty("evidence")
                    .GetProperty("amount"),
                (await mcp.CallAsync("list_observations", $$"""{"entity_id":"{{shop}}","evidence":true}"""))
                    .Items()
                    .Single()
                    .GetProperty("evidence")
                    .GetProperty("amount"),
            }
        )
        {
            proof.Text("quote").ShouldBe("45.10");
            var sign = proof.GetProperty("also").EnumerateArray().ShouldHaveSingleItem();
            sign.Text("quote").ShouldBe("Debit");
            sign.GetProperty("quote_verified").GetBoolean().ShouldBeTrue();
            sign.GetProperty("locator").GetProperty("start").GetInt64().ShouldBe(csv.IndexOf("Debit", StringComparison.Ordinal));
            proof.GetProperty("quote_verified").GetBoolean().ShouldBeTrue();
        }
        (await server.Alice.AskAsync($"/api/v1/entities/{pay}/provenance/amount").JsonAsync())
            .TryGetProperty("also", out _)
            .ShouldBeFalse();
    }
}
