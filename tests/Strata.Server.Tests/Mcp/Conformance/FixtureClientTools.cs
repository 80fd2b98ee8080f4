#pragma warning disable MCP9005 // Sampling, roots and logging: deprecated, but the suite still asks for them.
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Schema = ModelContextProtocol.Protocol.ElicitRequestParams;

namespace Strata.Server.Tests.Conformance;

/// <summary>Tools that ask the client within a session (until 2025-11-25): sampling and elicitation.</summary>
internal static class FixtureClientTools
{
    public static IEnumerable<McpServerTool> All =>
        [
            Fixture.Tool("test_sampling", "Asks the client's model.", SampleAsync),
            Fixture.Tool("test_elicitation", "Asks the person.", ElicitAsync),
            Fixture.Tool(
                "test_elicitation_sep1034_defaults",
                "Asks with defaults.",
                (McpServer client, CancellationToken ct) => AskAsync(client, "Check these.", Defaults, ct)
            ),
            Fixture.Tool(
                "test_elicitation_sep1330_enums",
                "Asks with every kind of choice.",
                (McpServer client, CancellationToken ct) => AskAsync(client, "Choose.", Choices, ct)
            ),
        ];

    private static Schema.RequestSchema Defaults =>
        new()
        {
            Properties =
            {
                ["name"] = new Schema.StringSchema { Default = "John Doe" },
                ["age"] = new Schema.NumberSchema { Type = "integer", Default = 30 },
                ["score"] = new Schema.NumberSchema { Default = 95.5 },
                ["status"] = new Schema.UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" },
                ["verified"] = new Schema.BooleanSchema { Default = true },
            },
        };

    private static Schema.RequestSchema Choices =>
        new()
        {
            Properties =
            {
                ["untitledSingle"] = new Schema.UntitledSingleSelectEnumSchema { Enum = ["option1", "option2", "option3"] },
                ["titledSingle"] = new Schema.TitledSingleSelectEnumSchema
                {
                    OneOf =
                    [
                        new() { Const = "value1", Title = "First Option" },
                        new() { Const = "value2", Title = "Second Option" },
                        new() { Const = "value3", Title = "Third Option" },
                    ],
                },
#pragma warning disable MCP9001 // The old spelling of titled choices is what the suite asks for here.
                ["legacyEnum"] = new Schema.LegacyTitledEnumSchema
                {
                    Enum = ["opt1", "opt2", "opt3"],
                    EnumNames = ["Option One", "Option Two", "Option Three"],
                },
#pragma warning restore MCP9001
                ["untitledMulti"] = new Schema.UntitledMultiSelectEnumSchema { Items = new() { Enum = ["option1", "option2", "option3"] } },
                ["titledMulti"] = new Schema.TitledMultiSelectEnumSchema
                {
                    Items = new()
                    {
                        AnyOf =
                        [
                            new() { Const = "value1", Title = "First Choice" },
                            new() { Const = "value2", Title = "Second Choice" },
                            new() { Const = "value3", Title = "Third Choice" },
                        ],
                    },
                },
            },
        };

    private static async Task<string> SampleAsync(McpServer client, string prompt, CancellationToken ct)
    {
        var answer = await client.SampleAsync(
            new CreateMessageRequestParams
            {
                Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
                MaxTokens = 100,
            },
            ct
        );
        return "LLM response: " + answer.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text;
    }

    private static Task<string> ElicitAsync(McpServer client, string message, CancellationToken ct) =>
        AskAsync(client, message, new() { Properties = { ["response"] = new Schema.StringSchema { Description = "Your answer" } } }, ct);

    private static async Task<string> AskAsync(McpServer client, string message, Schema.RequestSchema schema, CancellationToken ct)
    {
        var answer = await client.ElicitAsync(new ElicitRequestParams { Message = message, RequestedSchema = schema }, ct);
        return $"User response: {answer.Action}";
    }
}
