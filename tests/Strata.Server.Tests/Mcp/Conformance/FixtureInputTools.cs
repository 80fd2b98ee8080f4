#pragma warning disable MCP9005 // Sampling, roots and logging: deprecated, but the suite still asks for them.
using System.Security.Cryptography;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Tests.Conformance;

/// <summary>Tools that end a call by asking for input and go on in the next call (2026-07-28).</summary>
internal static class FixtureInputTools
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    public static IEnumerable<McpServerTool> All =>
        [
            Asking(
                "elicitation",
                call => Answer(call, "user_name", r => Name(r) is { } name ? $"Hello, {name}!" : null) ?? Ask(null, ("user_name", Name()))
            ),
            Asking(
                "sampling",
                call =>
                    Answer(call, "capital_question", r => Sampled(r) is { } s ? $"The model said: {s}" : null)
                    ?? Ask(null, ("capital_question", Question()))
            ),
            Asking(
                "list_roots",
                call =>
                    Answer(call, "client_roots", r => Roots(r) is { } n ? $"{n} roots" : null) ?? Ask(null, ("client_roots", RootList()))
            ),
            Asking(
                "request_state",
                call => call.Params?.RequestState == "one" ? Fixture.Text("state-ok") : Ask("one", ("confirm", Confirm()))
            ),
            Asking(
                "multiple_inputs",
                call =>
                    call.Params?.InputResponses?.Count >= 3
                        ? Fixture.Text("All there.")
                        : Ask("many", ("user_name", Name()), ("greeting", Question()), ("client_roots", RootList()))
            ),
            Asking(
                "multi_round",
                call =>
                    call.Params?.RequestState switch
                    {
                        null => Ask("first", ("step1", Name())),
                        "first" => Ask("second", ("step2", Name())),
                        _ => Fixture.Text("Done."),
                    }
            ),
            Asking("tampered_state", Sealed),
            Asking("capabilities", WhatTheClientCan),
        ];

    public static InputRequest Confirm() => Elicit("Go on?", "ok", new ElicitRequestParams.BooleanSchema());

    public static InputRequest Elicit(string message, string field, ElicitRequestParams.PrimitiveSchemaDefinition schema) =>
        InputRequest.ForElicitation(
            new ElicitRequestParams
            {
                Message = message,
                RequestedSchema = new() { Properties = { [field] = schema }, Required = [field] },
            }
        );

    public static InputRequiredException Asked(string? state, params (string Key, InputRequest Request)[] requests) =>
        new(requests.ToDictionary(r => r.Key, r => r.Request, StringComparer.Ordinal), state);

    private static McpServerTool Asking(string kind, Func<RequestContext<CallToolRequestParams>, CallToolResult> run) =>
        Fixture.Tool("test_input_required_result_" + kind, "Asks for input: " + kind, run);

    private static CallToolResult Ask(string? state, params (string Key, InputRequest Request)[] requests) => throw Asked(state, requests);

    /// <summary>Null where the answer isn't there or isn't of its kind: then the question is asked again.</summary>
    private static CallToolResult? Answer(RequestContext<CallToolRequestParams> call, string key, Func<InputResponse, string?> read) =>
        call.Params?.InputResponses is { } responses && responses.TryGetValue(key, out var response) && read(response) is { } text
            ? Fixture.Text(text)
            : null;

    private static string? Name(InputResponse response) =>
        response.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.Content is { } content && content.TryGetValue("name", out var name)
            ? name.ToString()
            : null;

    private static string? Sampled(InputResponse response) =>
        response.Deserialize(InputResponse.CreateMessageResultJsonTypeInfo)?.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text;

    private static int? Roots(InputResponse response) => response.Deserialize(InputResponse.ListRootsResultJsonTypeInfo)?.Roots.Count;

    private static InputRequest Name() => Elicit("What is your name?", "name", new ElicitRequestParams.StringSchema());

    private static InputRequest Question() =>
        InputRequest.ForSampling(
            new CreateMessageRequestParams
            {
                Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = "What is the capital of France?" }] }],
                MaxTokens = 100,
            }
        );

    private static InputRequest RootList() => InputRequest.ForRootsList(new ListRootsRequestParams());

    private static CallToolResult Sealed(RequestContext<CallToolRequestParams> call)
    {
        if (call.Params?.RequestState is not { } state)
        {
            var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
            return Ask(nonce + "." + Seal(nonce), ("confirm", Confirm()));
        }
        return state.Split('.') is [var n, var seal] && string.Equals(seal, Seal(n), StringComparison.Ordinal)
            ? Fixture.Text("Untouched.")
            : throw new McpProtocolException("The request state was changed.", McpErrorCode.InvalidParams);
    }

    private static string Seal(string nonce) => Convert.ToHexString(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(nonce)));

    private static CallToolResult WhatTheClientCan(RequestContext<CallToolRequestParams> call)
    {
        if (call.Params?.InputResponses is { Count: > 0 })
        {
            return Fixture.Text("Answered.");
        }
        var client = call.JsonRpcRequest.Context?.ClientCapabilities;
        (string, InputRequest)[] requests =
        [
            .. client?.Elicitation is null ? [] : new[] { ("user_name", Name()) },
            .. client?.Sampling is null ? [] : new[] { ("capital_question", Question()) },
            .. client?.Roots is null ? [] : new[] { ("client_roots", RootList()) },
        ];
        return requests.Length == 0 ? Fixture.Text("The client can't be asked.") : Ask(null, requests);
    }
}
