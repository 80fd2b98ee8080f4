using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>Exactly once: an idempotency key replays the stored answer; the same key with another request is an error.</summary>
internal static class Receipts
{
    private const int MaxKeyLength = 200;

    /// <summary>Tolerates nulls that were omitted on writing.</summary>
    private static readonly JsonSerializerOptions Reading = new(StrataJson.Options) { RespectRequiredConstructorParameters = false };

    /// <summary>
    /// Hashes operation and request, without its key, as canonical JSON (SHA-256): neither key order nor transport matters.
    /// </summary>
    public static string RequestHash<T>(string operation, T request, params ReadOnlySpan<string> subjects)
    {
        var node = new JsonObject
        {
            ["operation"] = operation,
            ["subjects"] = new JsonArray([.. subjects.ToArray().Select(s => (JsonNode)s)]),
            ["request"] = JsonSerializer.SerializeToNode(request, TypeOf<T>()),
        };
        if (node["request"] is JsonObject body)
        {
            body.Remove("idempotency_key");
        }
        return CanonicalJson.Hash(CanonicalJson.Of(JsonText.Element(node.ToJsonString(StrataJson.Options))));
    }

    /// <summary>Returns the stored answer for the key; null if there is none yet.</summary>
    public static async Task<T?> FindAsync<T>(LedgerSession session, string? key, string requestHash)
        where T : class
    {
        if (key is null)
        {
            return null;
        }
        if (key.Length is 0 or > MaxKeyLength)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"An idempotency key must have 1 to {MaxKeyLength} characters.");
        }
        var found = session.PendingReceipt(key);
        if (found is null)
        {
            var row = await session.Transaction.QueryFirstOrDefaultAsync<Row>(
                "select request_hash, response from receipts where user_id = @user and idempotency_key = @key",
                new { key }
            );
            found = row is null ? null : (row.RequestHash, row.Response);
        }
        if (found is not { } receipt)
        {
            return null;
        }
        if (!string.Equals(receipt.RequestHash, requestHash, StringComparison.Ordinal))
        {
            throw Mismatch(key);
        }
        return JsonSerializer.Deserialize(receipt.Response, (JsonTypeInfo<T>)Reading.GetTypeInfo(typeof(T)));
    }

    /// <summary>Returns the hash of the request that the key was used for; null if none.</summary>
    public static async Task<string?> KnownAsync(UserConnection connection, string? key) =>
        key is null
            ? null
            : await connection.QueryFirstOrDefaultAsync<string>(
                "select request_hash from receipts where user_id = @user and idempotency_key = @key",
                new { key }
            );

    public static StrataException Mismatch(string? key) =>
        new(ErrorCode.IdempotencyMismatch, $"The idempotency key '{key}' was used for another request. Use a new key for a new request.");

    public static void Keep<T>(LedgerSession session, string? key, string requestHash, T response)
    {
        if (key is not null)
        {
            session.Receipt(key, requestHash, JsonSerializer.Serialize(response, TypeOf<T>()));
        }
    }

    /// <summary>Completes an answer stored before the work was done.</summary>
    public static Task<int> CompleteAsync<T>(LedgerSession session, string? key, T response) =>
        key is null
            ? Task.FromResult(0)
            : session.Transaction.ExecuteAsync(
                "update receipts set response = @response where user_id = @user and idempotency_key = @key",
                new { key, response = JsonSerializer.Serialize(response, TypeOf<T>()) }
            );

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)StrataJson.Options.GetTypeInfo(typeof(T));

    private sealed record Row(string RequestHash, string Response);
}
