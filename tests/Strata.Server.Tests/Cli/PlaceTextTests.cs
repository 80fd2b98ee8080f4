using Strata.Cli.Output;

namespace Strata.Server.Tests.Cli;

public sealed class PlaceTextTests
{
    [Fact]
    public void A_place_in_a_web_page_or_a_mails_header_is_its_bytes()
    {
        PlaceText.Of([new() { Bytes = new(812, 10) }, new() { Bytes = new(840, 5) }]).ShouldBe("bytes 812–845");
        PlaceText.Of([new() { Part = "1.2", Bytes = new(0, 4) }, new() { Part = "1.3", Bytes = new(90, 5) }]).ShouldBe("1.2, bytes 0–4");
    }
}
