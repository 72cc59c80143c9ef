using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Mail.Cards;
using PolicyBot.Testing.Views;

namespace PolicyBot.Mail.Tests;

/// <summary>What a mail shows.</summary>
public sealed class MailDrawingTests
{
    private const string Hostile = "<img src=https://evil.example/x onerror=alert(1)>\r\nBcc: all@contoso.example \u202eevil&amp;";

    public static TheoryData<string> EveryView => [.. SampleViews.All.Keys];

    [Theory]
    [MemberData(nameof(EveryView))]
    public void Every_view_has_a_subject_of_one_line_a_text_and_the_same_in_HTML(string view)
    {
        var drawn = MailDrawing.Draw(SampleViews.All[view]);

        Assert.Equal(drawn.Hash, MailDrawing.Draw(SampleViews.All[view]).Hash);
        Assert.DoesNotContain('\n', Subject(drawn));
        Assert.NotEmpty(Subject(drawn));
        Assert.EndsWith("write to PolicyBot in Teams or Slack.\n", Text(drawn), StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<(img|script|link|iframe|form|input|button|object|style)\\b|\\b(src|action|onerror)=", Html(drawn));
    }

    [Fact]
    public void Typed_text_is_neither_markup_nor_a_header()
    {
        var drawn = MailDrawing.Draw(new StatusView
        {
            Summary = Hostile,
            Heading = Hostile,
            Tone = Tone.Neutral,
            Parts = [new TextPart(Hostile, Hostile, Quoted: true)],
        });

        Assert.DoesNotContain("<img", Html(drawn), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', Subject(drawn));
        Assert.DoesNotContain('\u202e', Text(drawn) + Html(drawn) + Subject(drawn));
        Assert.Contains("&lt;img src=https://evil.example/x", Html(drawn), StringComparison.Ordinal);
    }

    [Fact]
    public void Buttons_are_left_out_and_of_links_only_those_over_https_are_shown()
    {
        CardAction Link(string title, string address) => new() { Verb = CardAction.OpensLink, Title = title, Link = new Uri(address) };
        var drawn = MailDrawing.Draw(AMail.View with
        {
            Actions = [.. AMail.View.Actions, Link("The register", "https://bot.example/register"), Link("Bad", "http://evil.example/")],
        });

        Assert.DoesNotContain("Show it", Text(drawn) + Html(drawn), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", Text(drawn) + Html(drawn), StringComparison.Ordinal);
        Assert.Contains("The register: https://bot.example/register", Text(drawn), StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://bot.example/register\">The register</a>", Html(drawn), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_about_a_confidential_exception_shows_its_number_alone()
    {
        var open = new CardAction { Verb = Verbs.Status, Title = "Open", Id = ExceptionId.Parse("PX-7K2M9QRT") };
        var drawn = MailDrawing.Draw(new ListView
        {
            Summary = "2 news",
            Heading = "2 news",
            Lines =
            [
                new ListLine("PX-7K2M9QRT · Secret merger", "Approved. Because of the merger", open) { IsConfidential = true },
                new ListLine("PX-00000002 · MFA off", "Ended.", open),
            ],
        });

        Assert.DoesNotContain("merger", Text(drawn) + Html(drawn), StringComparison.Ordinal);
        Assert.Contains("PX-7K2M9QRT", Text(drawn), StringComparison.Ordinal);
        Assert.Contains("PX-00000002 · MFA off", Text(drawn), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_drawn_in_the_language_of_the_view()
    {
        var drawn = MailDrawing.Draw(AMail.View with { Language = "de" });

        Assert.EndsWith("Schreiben Sie PolicyBot in Teams oder Slack.\n", Text(drawn), StringComparison.Ordinal);
        Assert.Equal("de", drawn.Language);
    }

    [Fact]
    public void A_long_subject_is_cut_and_a_long_list_ends()
    {
        var drawn = MailDrawing.Draw(new ListView
        {
            Summary = new string('x', 5_000),
            Heading = "Much",
            Lines = [.. Enumerable.Range(0, 5_000).Select(number => new ListLine($"Line {number}", new string('y', 200), null))],
        });

        Assert.Equal(161, Subject(drawn).Length);
        Assert.InRange(Text(drawn).Length, 100_000, 101_000);
    }

    private static string Subject(Application.Ports.DrawnCard drawn) => (string)drawn.Json[MailDrawing.Subject]!;

    private static string Text(Application.Ports.DrawnCard drawn) => (string)drawn.Json[MailDrawing.Text]!;

    private static string Html(Application.Ports.DrawnCard drawn) => (string)drawn.Json[MailDrawing.Html]!;
}
