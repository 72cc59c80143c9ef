using System.Globalization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing;

/// <summary>A catalog of 600 policies in 12 areas, one of which has 150 of them.</summary>
public static class ManyPolicies
{
    /// <summary>The area with 150.</summary>
    public const string LargeArea = "area-01";

    /// <summary>The catalog.</summary>
    /// <param name="name">Makes the name of a policy from its number; null for "Policy" and the number in its area.</param>
    public static PolicyCatalog Catalog(Func<int, string>? name = null)
    {
        var owner = TestCatalog.Contoso.Areas[0].Owner;
        var areas = Enumerable.Range(1, 12).Select(number => new Area(Id("area", number), Id("Area", number), owner)).ToList();
        return TestCatalog.Contoso with
        {
            Areas = areas,
            Policies =
            [
                .. areas.SelectMany((area, at) => Enumerable.Range(1, at == 0 ? 150 : at == 11 ? 50 : 40).Select(number => new Policy
                {
                    Id = $"A{at + 1}-{number}",
                    AreaId = area.Id,
                    Name = name?.Invoke(number) ?? $"Policy {number:000} of {area.Name}",
                    Text = "It is to be met.",
                    Owner = owner,
                })),
            ],
        };
    }

    private static string Id(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number:00}");
}
