namespace Strata.Server.Tests;

/// <summary>How REST reads the request of an operation, on the routes of duplicates.</summary>
public sealed class OperationRequestTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/duplicates?entity_type=contact", 200, "items")]
    [InlineData("/duplicates?type=contact", 200, "items")] // its former name
    [InlineData("/duplicates?type=contact&entity_type=note", 400, "more than once")]
    [InlineData("/duplicates?limit=1&limit=2", 400, "more than once")]
    [InlineData("/duplicates?limit=many", 400, "'many' is not a whole number")]
    [InlineData("/duplicates?min_probability=NaN", 400, "'NaN' is not a number")]
    [InlineData("/duplicates?state=odd", 400, "odd")]
    [InlineData("/duplicates?colour=red", 400, "no query parameter 'colour'")]
    [InlineData("/duplicates/ent_1/ent_2", 404, "ENTITY_NOT_FOUND")]
    [InlineData("/duplicates/ent_1/ent_2?limit=1", 400, "takes none")]
    public async Task Query_is_read_strictly(string path, int status, string says)
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        using var answer = await server.Alice.GetAsync("/api/v1" + path, Cancel);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(says);
    }

    [Theory]
    [InlineData("""{"reason":"twins"}""", null, 403, "ENTITY_ACCESS_DENIED")]
    [InlineData("", null, 403, "ENTITY_ACCESS_DENIED")]
    [InlineData("""{"entity_id":"ent_3"}""", null, 400, "in the address already")]
    [InlineData("""{"colour":"red"}""", null, 400, "unknown property colour")]
    [InlineData("""{"reason":"a","reason":"b"}""", null, 400, "duplicate key")]
    [InlineData("""{"idempotency_key":"b"}""", "a", 400, "differ")]
    [InlineData("""{"idempotency_key":"a"}""", "a", 403, "ENTITY_ACCESS_DENIED")]
    [InlineData("[]", null, 400, "JSON object")]
    [InlineData("{", null, 400, "JSON")]
    public async Task Body_is_read_strictly(string body, string? key, int status, string says)
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/duplicates/ent_1/ent_2/dismiss");
        request.Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        using var answer = await server.Alice.SendAsync(request, Cancel);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(says);
        ((int)answer.StatusCode).ShouldBe(status);
    }
}
