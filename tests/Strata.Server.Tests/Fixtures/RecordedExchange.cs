using System.Text.Json.Nodes;

namespace Strata.Server.Tests;

/// <summary>A request and its answer, as they went over the wire.</summary>
/// <param name="Operation">The operation id of the OpenAPI document, or the tool; null where the request is for neither.</param>
/// <param name="By">Who asked, where it was not the store's own user.</param>
internal sealed record RecordedExchange(string? Operation, string? By, JsonObject Request, JsonObject Answer);

/// <summary>What a scenario goes on with.</summary>
/// <param name="Tag">The ETag; empty where there is none.</param>
internal sealed record RecordedAnswer(JsonElement Body, string Tag)
{
    public string Text(string name) => Body.TryGetProperty(name, out _) ? Body.Text(name) : throw new JsonException($"No {name}: {Body}");
}
