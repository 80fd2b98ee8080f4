using Strata.Cli;

namespace Strata.Server.Tests.Cli;

public sealed class TerminalTests
{
    [Theory]
    [InlineData("plain é 日本 👩‍🚀", "plain é 日本 👩‍🚀")]
    [InlineData("a\u001b[31mred", "a\\u001b[31mred")]
    [InlineData("a\r\nb\t", "a\\r\\nb\\t")]
    [InlineData("x\u202ey", "x\\u202ey")]
    public void Text_of_sources_cannot_steer_the_terminal(string text, string shown) => Terminal.Safe(text).ShouldBe(shown);
}
