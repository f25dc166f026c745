/* How fast can trials go through a network at all? A forward pass in C, sixteen trials at a time.
 *
 * Reads nodes, arcs and trials, then the first day of each node, then the arcs in topological
 * order: from, to, lag, and by how many days at most a draw makes it longer. Prints the last day
 * of all without any draw, the mean with them, and the seconds of processor time.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LANES 16

static uint32_t state[4][LANES];

static inline uint32_t draw(int lane) { /* xoshiro128+, Blackman and Vigna 2018 */
    uint32_t *a = &state[0][lane], *b = &state[1][lane], *c = &state[2][lane], *d = &state[3][lane];
    uint32_t sum = *a + *d, shifted = *b << 9;
    *c ^= *a; *d ^= *b; *b ^= *c; *a ^= *d; *c ^= shifted;
    *d = (*d << 11) | (*d >> 21);
    return sum;
}

typedef struct { int32_t from, to, lag, extra; } Arc;

static void pass(int32_t *day, const int32_t *low, int nodes, const Arc *arcs, int count, int drawn) {
    for (int n = 0; n < nodes; n++)
        for (int l = 0; l < LANES; l++) day[n * LANES + l] = low[n];
    for (int k = 0; k < count; k++) {
        const int32_t *from = day + (size_t)arcs[k].from * LANES;
        int32_t *to = day + (size_t)arcs[k].to * LANES, lag = arcs[k].lag;
        uint32_t range = drawn ? (uint32_t)arcs[k].extra + 1 : 1;
        if (range == 1) {
            for (int l = 0; l < LANES; l++) { int32_t d = from[l] + lag; if (d > to[l]) to[l] = d; }
        } else {
            for (int l = 0; l < LANES; l++) {
                int32_t d = from[l] + lag + (int32_t)(((uint64_t)draw(l) * range) >> 32);
                if (d > to[l]) to[l] = d;
            }
        }
    }
}

int main(void) {
    int nodes, count, trials;
    if (scanf("%d %d %d", &nodes, &count, &trials) != 3) return 2;
    int32_t *low = malloc(sizeof *low * nodes), *day = malloc(sizeof *day * nodes * LANES);
    Arc *arcs = malloc(sizeof *arcs * count);
    for (int n = 0; n < nodes; n++) if (scanf("%d", &low[n]) != 1) return 2;
    for (int k = 0; k < count; k++)
        if (scanf("%d %d %d %d", &arcs[k].from, &arcs[k].to, &arcs[k].lag, &arcs[k].extra) != 4) return 2;
    srand(1);
    for (int i = 0; i < 4; i++) for (int l = 0; l < LANES; l++) state[i][l] = (uint32_t)rand() + 1;
    pass(day, low, nodes, arcs, count, 0);
    int32_t end = 0;
    for (int n = 0; n < nodes; n++) if (day[n * LANES] > end) end = day[n * LANES];
    clock_t started = clock();
    double sum = 0;
    for (int t = 0; t < trials; t += LANES) {
        pass(day, low, nodes, arcs, count, 1);
        for (int l = 0; l < LANES; l++) {
            int32_t most = 0;
            for (int n = 0; n < nodes; n++) if (day[n * LANES + l] > most) most = day[n * LANES + l];
            sum += most;
        }
    }
    double took = (double)(clock() - started) / CLOCKS_PER_SEC;
    printf("%d %.2f %.6f\n", end, sum / (((trials + LANES - 1) / LANES) * LANES), took);
    return 0;
}
