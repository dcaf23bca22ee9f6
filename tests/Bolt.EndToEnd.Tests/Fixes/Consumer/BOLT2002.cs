using Bolt;

namespace Consumer;

public static class Unmatched
{
    [BoltGet("/unmatched/1/{number:int}", Guards = [typeof(AllowAny)])]
    public static int Renamed(int page) => page;

    [BoltGet("/unmatched/2/{number:int}", Guards = [typeof(AllowAny)])]
    public static int AlsoRenamed(int size) => size;
}
