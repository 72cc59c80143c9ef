using System.Text.Json;
using PolicyBot.Slack.Inbound;

namespace PolicyBot.Slack.Tests.Inbound;

public sealed class ViewStateTests
{
    [Theory]
    [InlineData("""{"type":"plain_text_input","value":"as typed "}""", "as typed ")]
    [InlineData("""{"type":"plain_text_input","value":null}""", "")]
    [InlineData("""{"type":"plain_text_input"}""", "")]
    [InlineData("""{"type":"plain_text_input","value":7}""", "")]
    [InlineData("""{"type":"static_select","selected_option":{"value":"SEC-MFA"}}""", "SEC-MFA")]
    [InlineData("""{"type":"static_select","selected_option":null}""", "")]
    [InlineData("""{"type":"radio_buttons","selected_option":{"value":"true"}}""", "true")]
    [InlineData("""{"type":"checkboxes","selected_options":[{"value":"true"}]}""", "true")]
    [InlineData("""{"type":"checkboxes","selected_options":[]}""", "false")]
    [InlineData("""{"type":"multi_static_select","selected_options":[{"value":"a"},{"value":"b"}]}""", "a,b")]
    [InlineData("""{"type":"datepicker","selected_date":"2027-01-31"}""", "2027-01-31")]
    [InlineData("""{"type":"datepicker","selected_date":null}""", "")]
    [InlineData("""{"type":"users_select","selected_user":"U1"}""", "U1")]
    [InlineData("""{"type":"of_tomorrow","value":"x"}""", "")]
    [InlineData("[]", "")]
    public void Every_kind_of_input_is_read_and_whatever_is_left_empty_is_blank(string element, string expected)
    {
        var inputs =
            ViewState.Inputs(
                JsonDocument.Parse(
                    """{"values":{"title":{"value":ELEMENT}}}""".Replace("ELEMENT", element, StringComparison.Ordinal)).RootElement);

        Assert.Equal(expected, inputs["title"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"values":null}""")]
    [InlineData("""{"values":[]}""")]
    [InlineData("""{"values":{"title":null,"scope":"x"}}""")]
    public void A_state_without_values_has_none(string state) => Assert.Empty(ViewState.Inputs(JsonDocument.Parse(state).RootElement));
}
