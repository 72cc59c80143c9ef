using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>Whom no chat reaches is told by mail. Nothing is decided by it.</summary>
public sealed class MailedNoticesTests
{
    private readonly FakeMail mail = new();

    [Fact]
    public async Task A_policy_owner_whom_no_chat_reaches_is_told_of_an_approval_by_mail()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);

        await office.HoldAsync(new ARequest().Granted());

        var letter = Assert.Single(mail.Sent);
        Assert.Equal(new ChannelAccount("mail", "", "iam@contoso.example"), letter.To);
        Assert.Contains("MFA off on svc-build", Text(letter), StringComparison.Ordinal);
        var notice = await office.NoticeAsync(new ARequest().Id, NotificationKind.PolicyOwner, Iam);
        Assert.Equal("mail", notice.Message!.Channel);
        Assert.Empty(notice.DeadBecause);
    }

    [Fact]
    public async Task A_mail_is_sent_once_however_often_it_is_looked_at()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);
        await office.HoldAsync(new ARequest().Granted());

        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);
        office.Time.Advance(TimeSpan.FromDays(2));
        await office.SweepAsync();

        Assert.Single(mail.Sent, letter => letter.To.Id == "iam@contoso.example");
    }

    [Fact]
    public async Task Whom_a_chat_reaches_gets_no_mail()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso, Iam);

        await office.HoldAsync(new ARequest().Granted());

        Assert.Empty(mail.Sent);
        Assert.NotEmpty(office.MessagesOf(Iam));
    }

    [Fact]
    public async Task While_a_chat_does_not_answer_it_is_waited_for_and_not_mailed()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);
        office.Teams.Findable[Iam.Person] = new FoundAccount.Unavailable("down");

        await office.HoldAsync(new ARequest().Granted());

        Assert.Empty(mail.Sent);
    }

    [Fact]
    public async Task An_approver_whom_only_mail_would_reach_is_replaced_as_if_there_were_no_mail()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Bo, Ciso);

        await office.HoldAsync(new ARequest().InReview());

        Assert.DoesNotContain(mail.Sent, letter => letter.To.Id == "ana@contoso.example");
        Assert.Contains(Ana.Person, (await office.StateAsync(new ARequest().Id)).Review!.Unreached.Select(person => person.Person));
        Assert.NotEmpty(office.MessagesOf(Ciso));
    }

    [Fact]
    public async Task A_mail_about_a_confidential_exception_names_its_number_and_nothing_more()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);

        await office.HoldAsync(new ARequest { Confidential = true, Owner = Pat }.Granted());

        Assert.NotEmpty(mail.Sent);
        Assert.All(mail.Sent, letter => Assert.Equal("PX-7Q2M4X9K: something new waits for you in chat.", Text(letter)));
    }

    [Fact]
    public async Task An_address_that_refuses_a_message_counts_as_unreachable_for_a_week()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);
        var tries = 0;
        mail.OnSend = _ =>
        {
            tries++;
            return new SendOutcome.Unreachable("550 5.1.1");
        };

        await office.HoldAsync(new ARequest().Granted());
        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);

        Assert.Equal(1, tries);
        Assert.True((await office.NoticeAsync(new ARequest().Id, NotificationKind.PolicyOwner, Iam)).Unreachable);

        mail.OnSend = _ => null;
        office.Time.Advance(TimeSpan.FromDays(7));
        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);

        Assert.Single(mail.Sent, letter => letter.To.Id == "iam@contoso.example");
    }

    [Fact]
    public async Task A_chat_that_turns_out_to_be_blocked_leaves_mail()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso, Iam);
        office.Teams.OnSend = account => account.Account.Id == "iam" ? new SendOutcome.Unreachable("blocked") : null;

        await office.HoldAsync(new ARequest().Granted());

        Assert.Single(mail.Sent, letter => letter.To.Id == "iam@contoso.example");
    }

    [Fact]
    public async Task A_server_that_is_down_for_a_moment_is_tried_again()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);
        mail.OnSend = _ => new SendOutcome.Later(TimeSpan.Zero, "connection");
        await office.HoldAsync(new ARequest().Granted());
        mail.OnSend = _ => null;

        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.SweepAsync();

        Assert.Single(mail.Sent, letter => letter.To.Id == "iam@contoso.example");
    }

    [Fact]
    public async Task Who_is_switched_off_in_the_directory_gets_no_mail()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);
        await office.People.WriteAsync(
            Office.AccountOf(Iam) with
            {
                Person = Iam.Person,
                DeadBecause = "gone",
                Directory = new DirectoryAnswer(DirectoryVerdict.Deactivated, Iam.Person.Value, "", ""),
            },
            default);

        await office.HoldAsync(new ARequest().Granted());

        Assert.Empty(mail.Sent);
    }

    [Fact]
    public async Task A_mail_speaks_the_language_that_its_reader_chose_in_a_chat()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);
        await office.People.WriteAsync(
            Office.AccountOf(Iam) with { Person = Iam.Person, DeadBecause = "blocked", ChosenLanguage = "de" }, default);

        await office.HoldAsync(new ARequest().Granted());

        Assert.Equal("de", Assert.Single(mail.Sent).View.Language);
    }

    [Fact]
    public async Task A_reminder_that_the_server_refuses_for_good_is_not_called_sent()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal);
        var direct = new DirectMessages(office.Reachability, office.Who.Mail, office.People);
        var outcomes = new (SendOutcome? Said, bool IsSent)[]
        {
            (null, true), (new SendOutcome.Unsure(TimeSpan.Zero, "timeout"), true), (new SendOutcome.Never("554"), false),
            (new SendOutcome.Later(TimeSpan.Zero, "421"), false),
        };

        foreach (var (said, isSent) in outcomes)
        {
            mail.OnSend = _ => said;
            var (sent, _) = await direct.NotifyAsync(Iam.Person, () => ListView.Sentence("Something is due."), default);
            Assert.True(isSent == sent, $"{said}");
        }
    }

    [Fact]
    public async Task Mail_that_goes_out_while_an_earlier_one_is_noted_keeps_both_and_revives_no_dead_address()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal);
        var reach = await office.Reachability.ReachAsync(Iam.Person, default);
        var read = (await office.Who.Mail.FindAsync(Iam.Person, reach, default))!; // by both, before either is noted

        await office.Who.Mail.NoteAsync(read, Sent("one"), default);
        await office.Who.Mail.NoteAsync(read, Sent("two"), default);
        Assert.True(await office.Who.Mail.IsNewsAsync("iam@contoso.example", "one", default));
        await office.Who.Mail.FailAsync("iam@contoso.example", "5.1.1", default);
        await office.Who.Mail.NoteAsync(read, Sent("three"), default);

        var kept = await office.People.ReadAsync(read.Account, default);
        Assert.Equal(("one two three", "5.1.1", ""), (kept!.Envelopes, kept.DeadBecause, kept.Conversation));
        Assert.Null(await office.Who.Mail.FindAsync(Iam.Person, reach, default));
    }

    [Fact]
    public async Task Mail_that_is_out_counts_as_sent_although_the_store_does_not_note_its_envelope()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso);
        office.People.OnChange = Down;

        await office.HoldAsync(new ARequest().Granted());

        var notice = await office.NoticeAsync(new ARequest().Id, NotificationKind.PolicyOwner, Iam);
        Assert.Equal("mail", notice.Message!.Channel);
        Assert.Single(mail.Sent);
    }

    private static SendOutcome.Sent Sent(string envelope) => new(new MessageRef("mail", "", "", envelope));

    private static void Down(ChannelAccount account)
    {
        if (account.Channel == "mail")
        {
            throw new StoreUnavailableException("down");
        }
    }

    private static string Text(FakeMessage letter) => letter.View switch
    {
        StatusView status => string.Join('\n', status.Parts.Select(part => part.Text).Prepend(status.Heading)),
        ListView list => string.Join('\n', list.Intro.Select(part => part.Text).Prepend(list.Heading)),
        var other => other.Summary,
    };
}
