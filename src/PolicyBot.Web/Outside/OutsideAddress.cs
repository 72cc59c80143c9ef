using System.Net;
using System.Net.Sockets;

namespace PolicyBot.Web.Outside;

/// <summary>
/// Says whether an address is one of the public internet: not this machine, not the network it stands in, not what a cloud keeps for its
/// own. An IPv6 address that carries an IPv4 one (mapped, NAT64) is looked at for what it carries; 6to4 and Teredo are refused.
/// </summary>
internal static class OutsideAddress
{
    // What IANA lists as not globally reachable, and multicast:
    // https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32", // Azure's own, in every virtual network
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3"); // all that is given out of IPv6

    private static readonly IPNetwork[] NotGlobal =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether it is.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Inside.Any(network => network.Contains(address));
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        var plain = new IPAddress(address.GetAddressBytes()); // a scope would hide it from the networks
        return Nat64.Contains(plain)
            ? IsPublic(new IPAddress(plain.GetAddressBytes()[^4..]))
            : Global.Contains(plain) && !NotGlobal.Any(network => network.Contains(plain));
    }
}
