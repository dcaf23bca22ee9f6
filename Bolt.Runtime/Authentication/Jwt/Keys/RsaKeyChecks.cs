using System;
using System.Numerics;
using System.Security.Cryptography;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>RSA public keys that the platform would take and that prove nothing, or too little.</summary>
internal static class RsaKeyChecks
{
    private const int MinimumBits = 2048;

    private static readonly int[] RocaPrimes = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

    /// <summary>What is wrong with the key, or null.</summary>
    public static string? Find(RSAParameters key)
    {
        if (key.Modulus is not { Length: > 0 } || key.Exponent is not { Length: > 0 })
        {
            return "has no modulus or exponent";
        }

        if (key.Modulus[0] == 0)
        {
            return "has a modulus with leading zero octets (RFC 7518 §6.3.1.1)";
        }

        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var bits = (int)modulus.GetBitLength();
        if (bits < MinimumBits)
        {
            return $"is an RSA key of {bits} bits; make one of {MinimumBits} bits or more (RFC 7518 §3.3)";
        }

        if (bits > 16384)
        {
            return $"is an RSA key of {bits} bits; 16384 is the most the platform takes";
        }

        var exponent = new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true);
        if (exponent < 3 || exponent.IsEven || exponent.GetBitLength() > 64)
        {
            return "has a public exponent that is 1, even or over 64 bits; with e = 1 anyone can sign";
        }

        return modulus.IsEven ? "has an even modulus"
            : IsRoca(modulus) ? "was made by a defective generator (ROCA, CVE-2017-15361); replace it"
            : null;
    }

    /// <summary>
    /// Keys of CVE-2017-15361 are recognized by their modulus being a power of 65537 modulo each of a list of small primes; a good key matches by chance once in 2^27 or less.
    /// </summary>
    private static bool IsRoca(BigInteger modulus)
    {
        foreach (var prime in RocaPrimes)
        {
            if (!IsPowerOf65537((int)(modulus % prime), prime))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPowerOf65537(int residue, int prime)
    {
        var power = 1;
        do
        {
            if (power == residue)
            {
                return true;
            }

            power = (int)((long)power * 65537 % prime);
        }
        while (power != 1);

        return false;
    }
}
