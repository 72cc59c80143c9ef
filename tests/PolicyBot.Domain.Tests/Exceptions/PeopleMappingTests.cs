using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>People are compared as the humans of now: no identity in a state or a fact is forgotten.</summary>
public sealed partial class PeopleMappingTests
{
    private static readonly PeopleDirectory Everybody = new(
        new Actor[] { Sal, Pat, Ana, Bo, Ciso, Deputy, Iam, Mallory }.SelectMany(actor => new KnownAddress[]
        {
            new() { Address = actor.Person, Person = Rename(actor.Person) },
            new() { Address = Rename(actor.Person), Person = Rename(actor.Person) },
        }),
        []);

    [Fact]
    public void Every_identity_of_a_state_is_resolved() => Check.One(
        Tries.Of(300),
        Prop.ForAll(ALife.Any, life =>
            !Unresolved().IsMatch(JsonSerializer.Serialize(life.Live().State.Resolve(Everybody), RecordJson.Default.ExceptionState))));

    [Fact]
    public void Every_identity_of_every_fact_is_written_as_the_stream_knows_its_human()
    {
        var stored = new ARequest().InReview().State.Resolve(Everybody); // the stream knows them all by the other identity
        var known = stored with { Approvers = [.. new Actor[] { Pat, Ciso, Deputy, Iam, Mallory, Bo }.Select(one => Rename(one.Person))] };

        // What a decision keeps of who was known to be who stays as it was.
        Assert.All(StoredEvents.All.Where(sample => sample.Key != "approved.withIdentities").Select(sample => sample.Value), recorded =>
        {
            var fact = Assert.Single(new[] { recorded.Fact }.AsKnownTo(known, Everybody, Actor.PolicyBot));
            Assert.DoesNotMatch(Unresolved(), (recorded with { Fact = fact, Actor = Actor.PolicyBot }).ToCanonicalJson());
        });
    }

    [Fact]
    public void What_is_folded_from_such_facts_resolves_to_what_was_decided()
    {
        var record = new ARequest().InReview();
        var resolved = record.State.Resolve(Everybody);
        var yes = (Decision.Accepted)ExceptionRules.Decide(
            resolved, Ana.Approves() with { By = Ana with { Person = Rename(Ana.Person) } }, record.Now);

        var folded = record.With(Ana, yes.Facts.AsKnownTo(record.State, Everybody, Ana)).State;

        Assert.Equal(Ana.Person, Assert.Single(folded.Decisions).By);
        Assert.Equal(Status.Approved, folded.Status);
    }

    private static PersonId Rename(PersonId person) => PersonId.Parse($"now.{person}");

    [GeneratedRegex(@"(?<!now\.)\b(sal|pat|ana|bo|ciso|deputy|iam|mallory)@contoso\.example")]
    private static partial Regex Unresolved();
}
