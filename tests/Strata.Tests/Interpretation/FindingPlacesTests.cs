using Strata.Parsing;

namespace Strata.Tests.Interpretation;

public class FindingPlacesTests
{
    private static readonly ByteRange Row = new(10, 5);

    [Fact]
    public void Record_is_known_by_its_range_whatever_its_number_and_the_document_s()
    {
        var place = Places("with header", isRecords: true).Of(Found(3, Row)).ShouldNotBeNull();

        Places("", isRecords: true).Of(Found(4, Row)).ShouldBe(place);
        Places("", isRecords: false).Of(Found(1, Row)).ShouldBe(place, "a row of a table in a text");
        Places("", isRecords: true).Of(Found(3, new(10, 6))).ShouldNotBe(place);
        new FindingPlaces("other", Document("", isRecords: true), text: null).Of(Found(3, Row)).ShouldNotBe(place);
    }

    [Fact]
    public void Record_of_a_rendered_document_is_known_by_its_range_in_that_text()
    {
        var place = Places("Jan", isRecords: true, "text").Of(Found(0, Row)).ShouldNotBeNull();

        Places("Jan", isRecords: true, "text").Of(Found(1, Row)).ShouldBe(place);
        Places("Feb", isRecords: true, "text").Of(Found(0, Row)).ShouldNotBe(place, "two sheets that say the same");
        Places("Jan", isRecords: true, "another reading").Of(Found(0, Row)).ShouldNotBe(place);
        Places("Jan", isRecords: true).Of(Found(0, Row)).ShouldNotBe(place);
    }

    [Fact]
    public void Whole_document_is_known_as_such_wherever_its_first_value_stands()
    {
        var place = Places("", isRecords: false).Of(Found(0, null)).ShouldNotBeNull();

        Places("", isRecords: false).Of(Found(7, null)).ShouldBe(place);
        Places("", isRecords: false, "text").Of(Found(0, null)).ShouldBe(place);
        Places("2", isRecords: false).Of(Found(0, null)).ShouldNotBe(place);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_met_twice_has_no_place(bool isRecords)
    {
        var places = Places("", isRecords);
        places.Of(Found(0, Row)).ShouldNotBeNull();
        places.Of(Found(1, Row)).ShouldBeNull();
    }

    private static FindingPlaces Places(string part, bool isRecords, string? text = null) => new("digest", Document(part, isRecords), text);

    private static ParsedDocument Document(string part, bool isRecords) =>
        new()
        {
            Part = part,
            Encoding = Encoding.UTF8,
            IsRecords = isRecords,
            Blocks = [],
        };

    private static Finding Found(int block, ByteRange? range) =>
        new()
        {
            Block = block,
            Range = range,
            Schema = RecordSource.Generic,
            Fields = [],
            Fragments = [],
            Confidence = 0,
        };
}
