namespace Bolt.Authentication.Jwt.Keys;

/// <summary>Keys that were configured.</summary>
internal sealed class FixedKeyRing(KeySet keys) : KeyRing
{
    public override KeySet Current(long now) => keys;
}
