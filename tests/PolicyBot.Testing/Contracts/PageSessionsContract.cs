using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of links and sessions of the register page does.</summary>
public abstract class PageSessionsContract
{
    private static readonly PersonId Ana = PersonId.Parse("ana@contoso.example");
    private static readonly PersonId Bo = PersonId.Parse("o'bo/x#y?z@contoso.example");
    private static readonly ChannelAccount Account = new("slack", "T1", "U/1#2?3");
    private static readonly DateTimeOffset Now = new(2027, 1, 15, 9, 0, 0, TimeSpan.Zero);

    /// <summary>An empty store.</summary>
    protected abstract Task<IPageSessions> NewAsync();

    [Fact]
    public async Task A_link_is_read_back_whole_and_is_no_session()
    {
        var sessions = await NewAsync();
        var link = Entry(Bo);
        await sessions.AddLinkAsync(link, Now, default);

        Assert.Equal(link, await sessions.FindAsync(PageEntryKind.Link, link.Secret, default));
        Assert.Null(await sessions.FindAsync(PageEntryKind.Session, link.Secret, default));
        Assert.Null(await sessions.FindAsync(PageEntryKind.Link, PageSecret.Draw(Bo), default));
    }

    [Fact]
    public async Task A_link_is_used_once_and_its_session_stands_from_then_on()
    {
        var sessions = await NewAsync();
        var (link, first, second) = (Entry(Ana), Entry(Ana), Entry(Ana));
        await sessions.AddLinkAsync(link, Now, default);

        var used = await Task.WhenAll(
            sessions.TryUseAsync(link.Secret, first, default), sessions.TryUseAsync(link.Secret, second, default));

        Assert.Single(used, entered => entered);
        Assert.True((await sessions.FindAsync(PageEntryKind.Link, link.Secret, default))!.Used);
        Assert.Equal(used[0] ? first : null, await sessions.FindAsync(PageEntryKind.Session, first.Secret, default));
        Assert.Equal(used[1] ? second : null, await sessions.FindAsync(PageEntryKind.Session, second.Secret, default));
        Assert.False(await sessions.TryUseAsync(link.Secret, Entry(Ana), default));
        Assert.False(await sessions.TryUseAsync(PageSecret.Draw(Ana), Entry(Ana), default));
    }

    [Fact]
    public async Task A_session_that_was_ended_is_gone_and_others_stay()
    {
        var sessions = await NewAsync();
        var (one, other) = (await EnterAsync(sessions, Ana), await EnterAsync(sessions, Ana));

        await sessions.RemoveSessionAsync(one, default);
        await sessions.RemoveSessionAsync(one, default);

        Assert.Null(await sessions.FindAsync(PageEntryKind.Session, one, default));
        Assert.NotNull(await sessions.FindAsync(PageEntryKind.Session, other, default));
    }

    [Fact]
    public async Task All_links_and_sessions_of_a_person_go_and_nobody_elses()
    {
        var sessions = await NewAsync();
        var (mine, theirs, link) = (await EnterAsync(sessions, Ana), await EnterAsync(sessions, Bo), Entry(Ana));
        await sessions.AddLinkAsync(link, Now, default);

        await sessions.RemoveAllAsync(Ana, default);

        Assert.Null(await sessions.FindAsync(PageEntryKind.Session, mine, default));
        Assert.Null(await sessions.FindAsync(PageEntryKind.Link, link.Secret, default));
        Assert.False(await sessions.TryUseAsync(link.Secret, Entry(Ana), default));
        Assert.NotNull(await sessions.FindAsync(PageEntryKind.Session, theirs, default));
    }

    [Fact]
    public async Task What_has_run_out_is_forgotten_once_its_person_asks_anew()
    {
        var sessions = await NewAsync();
        var (late, good) = (Entry(Ana) with { Until = Now.AddMinutes(5) }, Entry(Ana) with { Until = Now.AddMinutes(6) });
        await sessions.AddLinkAsync(late, Now, default);
        await sessions.AddLinkAsync(good, Now, default);

        await sessions.AddLinkAsync(Entry(Ana), Now.AddMinutes(5), default);

        Assert.Null(await sessions.FindAsync(PageEntryKind.Link, late.Secret, default));
        Assert.NotNull(await sessions.FindAsync(PageEntryKind.Link, good.Secret, default));
    }

    private static async Task<PageSecret> EnterAsync(IPageSessions sessions, PersonId person)
    {
        var (link, session) = (Entry(person), Entry(person));
        await sessions.AddLinkAsync(link, Now, default);
        Assert.True(await sessions.TryUseAsync(link.Secret, session, default));
        return session.Secret;
    }

    private static PageEntry Entry(PersonId person) => new(PageSecret.Draw(person), person, Account, Now.AddHours(8));
}
