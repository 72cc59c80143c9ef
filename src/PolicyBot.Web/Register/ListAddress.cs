using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.SignIn;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Web.Register;

/// <summary>What stands in the address of a list: all of it, so that an address can be kept and passed on.</summary>
/// <param name="Filter">What is asked for.</param>
/// <param name="After">The place after which it goes on; empty for the beginning.</param>
/// <param name="Shown">How many of what is found there were shown before.</param>
/// <param name="Seen">How many were looked through before.</param>
/// <param name="Of">How many there are to look through; 0: it is not known.</param>
internal sealed record ListAddress(RegisterFilter Filter, string After, int Shown, int Seen, int Of)
{
    public const string Words = "q";
    public const string State = "state";
    public const string Risk = "risk";
    public const string Policy = "policy";
    public const string Area = "area";
    public const string Person = "person";
    public const string Sort = "sort";
    public const string BySubmission = "sent";

    private const string Place = "after";
    private const string ShownBefore = "shown";
    private const string SeenBefore = "seen";
    private const string SeenOf = "of";

    /// <summary>Reads it.</summary>
    /// <param name="valueOf">The value of a parameter; empty for none.</param>
    public static ListAddress Read(Func<string, string> valueOf) => new(
        new RegisterFilter
        {
            Words = valueOf(Words),
            State = valueOf(State),
            Risk = valueOf(Risk),
            Policy = valueOf(Policy),
            Area = valueOf(Area),
            Person = valueOf(Person),
            BySubmission = valueOf(Sort) == BySubmission,
        },
        valueOf(Place), Number(valueOf(ShownBefore)), Number(valueOf(SeenBefore)),
        Number(valueOf(SeenOf)));

    /// <summary>The same without the filters of an address that can't be understood.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="names">The names in the address.</param>
    /// <param name="valueOf">The value of a parameter; empty for none.</param>
    /// <returns>What is left, and what is left out: <c>state=huge</c>.</returns>
    public (ListAddress Asked, IReadOnlyList<string> LeftOut) WithoutUnknown(
        PolicyCatalog catalog, IEnumerable<string> names, Func<string, string> valueOf)
    {
        var left = this with { Filter = RegisterSearch.WithoutUnknown(Filter, catalog) };
        (string Name, string Value, string Left)[] filters =
        [
            (State, Filter.State, left.Filter.State), (Risk, Filter.Risk, left.Filter.Risk),
            (Policy, Filter.Policy, left.Filter.Policy), (Area, Filter.Area, left.Filter.Area),
            (Sort, valueOf(Sort), valueOf(Sort) is BySubmission or "end" ? valueOf(Sort) : ""),
        ];
        return (left,
        [
            .. filters.Where(filter => filter.Value != filter.Left).Select(filter => $"{filter.Name}={filter.Value}"),
            .. names.Except(Known, StringComparer.OrdinalIgnoreCase).Select(name => $"{name}={valueOf(name)}"),
        ]);
    }

    private static readonly string[] Known =
        [Words, State, Risk, Policy, Area, Person, Sort, Place, ShownBefore, SeenBefore, SeenOf, ExportEndpoint.Format];

    /// <summary>The address, with what is the usual left out.</summary>
    public override string ToString() => Make(RegisterAddress.Page, "");

    /// <summary>Where what is asked for is taken away, from its beginning.</summary>
    /// <param name="format">In which form.</param>
    public string ExportIn(ExportFormat format) =>
        new ListAddress(Filter, "", 0, 0, 0).Make(ExportEndpoint.Address, format.ToString().ToLowerInvariant());

    private string Make(string page, string format)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[]
        {
            (ExportEndpoint.Format, format),
            (Words, Filter.Words), (State, Filter.State), (Risk, Filter.Risk), (Policy, Filter.Policy), (Area, Filter.Area),
            (Person, Filter.Person), (Sort, Filter.BySubmission ? BySubmission : ""), (Place, After),
            (ShownBefore, Text(Shown)), (SeenBefore, Text(Seen)), (SeenOf, Text(Of)),
        })
        {
            if (value.Length > 0)
            {
                query.Add(name, value);
            }
        }

        return page + query;
    }

    private static string Text(int number) => number > 0 ? number.ToString(CultureInfo.InvariantCulture) : "";

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
