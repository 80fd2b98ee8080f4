using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Tests.Conformance;

internal static class FixturePrompts
{
    public static IEnumerable<McpServerPrompt> All =>
        [
            Prompt("test_simple_prompt", () => "This is a simple prompt for testing."),
            Prompt("test_prompt_with_arguments", (string arg1, string arg2) => $"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'"),
            Prompt("test_prompt_with_embedded_resource", Resource),
            Prompt("test_prompt_with_image", Image),
            Prompt("test_input_required_result_prompt", Asking),
        ];

    private static McpServerPrompt Prompt(string name, Delegate run) =>
        McpServerPrompt.Create(run, new() { Name = name, Description = name });

    private static PromptMessage[] Resource(string resourceUri) =>
        [
            User(
                new EmbeddedResourceBlock
                {
                    Resource = new TextResourceContents
                    {
                        Uri = resourceUri,
                        MimeType = "text/plain",
                        Text = "Embedded.",
                    },
                }
            ),
            User(new TextContentBlock { Text = "Please process the embedded resource above." }),
        ];

    private static PromptMessage[] Image() =>
        [
            User(ImageContentBlock.FromBytes(Convert.FromBase64String(FixtureTools.Png), "image/png")),
            User(new TextContentBlock { Text = "Please analyze the image above." }),
        ];

    private static GetPromptResult Asking(RequestContext<GetPromptRequestParams> call)
    {
        if (
            call.Params?.InputResponses is { } responses
            && responses.TryGetValue("user_context", out var response)
            && response.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.Content is { } content
            && content.TryGetValue("context", out var context)
        )
        {
            return new() { Messages = [User(new TextContentBlock { Text = $"Go on with {context}." })] };
        }
        throw FixtureInputTools.Asked(
            null,
            ("user_context", FixtureInputTools.Elicit("In what context?", "context", new ElicitRequestParams.StringSchema()))
        );
    }

    private static PromptMessage User(ContentBlock content) => new() { Role = Role.User, Content = content };
}
